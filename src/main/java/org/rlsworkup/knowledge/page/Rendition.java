package org.rlsworkup.knowledge.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rlsworkup.knowledge.load.Handbook;
import org.springframework.http.MediaType;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

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

    private static Rendition of(MediaType type, String body, Map<String, String> headers) {
        var digest = Handbook.sha256(body.getBytes(StandardCharsets.UTF_8));
        return new Rendition(type, body, "\"" + digest.substring(0, 32) + "\"", headers);
    }

    static Rendition json(KnowledgeDocument document) {
        var mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return of(MediaType.APPLICATION_JSON, mapper.writeValueAsString(document), Map.of());
    }

    static Rendition page(KnowledgeDocument document) {
        var labels = document.sources().stream()
                .collect(Collectors.toMap(KnowledgeDocument.Source::id, KnowledgeDocument.Source::label));
        var values = Map.<String, Object>of("knowledge", document, "labels", labels);
        var html = engine().process(TEMPLATE, new Context(Locale.ROOT, values));
        return of(
                new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
                html,
                Map.of("Content-Security-Policy", policy(html)));
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
                + Base64.getEncoder().encodeToString(Handbook.digest(style.getBytes(StandardCharsets.UTF_8)))
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
