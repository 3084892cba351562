package org.rlsworkup.knowledge.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.rlsworkup.knowledge.Knowledge;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The knowledge in one form, ready to be sent.
 *
 * @param tag changes with the body, so with the knowledge, the site's additions and the page's own design
 * @param headers beside those that every form has
 */
record Rendition(MediaType type, String body, String tag, Map<String, String> headers) {
    /** The first is what a client gets that does not mind. */
    static final List<MediaType> FORMS = List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_JSON);

    private static final String TEMPLATE = "knowledge/page.html";

    /** Stands for the style of all pages: this one fetches nothing, so that it can be kept as a file. */
    private static final String BASE = "/* base.css */";

    /** The blank between a number and its unit, at which no line is to break. */
    private static final Pattern BEFORE_UNIT = Pattern.compile(
            "(?<=\\d|\\d</span>)\\s(?=%|\\p{L}{1,4}/|(?:fL|g|mg|days?|weeks?|months?|years?|hours?|minutes?)\\b)");

    private static final String NO_BREAK = "\u00a0";

    private static Rendition of(MediaType type, String body, Map<String, String> headers) {
        return new Rendition(type, body, "\"" + DigestUtils.sha256Hex(body).substring(0, 32) + "\"", headers);
    }

    static Rendition json(Knowledge knowledge) {
        return of(MediaType.APPLICATION_JSON, ModelJson.of(knowledge), Map.of());
    }

    /**
     * @param version of the service
     * @param sandbox whether the other pages of the sandbox are linked
     */
    static Rendition page(Knowledge knowledge, String version, boolean sandbox) {
        var values = Map.of(
                "knowledge",
                knowledge,
                "words",
                new PageWords(knowledge),
                "board",
                new BoardWords(knowledge),
                "version",
                version,
                "sandbox",
                sandbox);
        var text = engine().process(TEMPLATE, new Context(Locale.ROOT, values));
        var html = BEFORE_UNIT.matcher(text).replaceAll(NO_BREAK).replace(BASE, base());
        return of(
                new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
                html,
                Map.of("Content-Security-Policy", policy(html)));
    }

    private static String base() {
        try {
            return new ClassPathResource("static/style/base.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Used once: nothing of it stays in memory. */
    private static SpringTemplateEngine engine() {
        var templates = new ClassLoaderTemplateResolver(Rendition.class.getClassLoader());
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
        templates.setCacheable(false);
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        return engine;
    }

    /** Its own style and nothing else. */
    private static String policy(String html) {
        var style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        return "default-src 'none'; style-src 'sha256-"
                + Base64.encodeBase64String(DigestUtils.sha256(style))
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
