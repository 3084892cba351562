package org.rlsworkup.knowledge.page;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rlsworkup.knowledge.Knowledge;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the service knows, at {@code /knowledge}: a page to read and print, or the same as JSON. Made when first asked
 * for, because hardly any start of the service is followed by a reader, and kept until the knowledge is loaded again.
 */
@RestController
public class KnowledgePage {
    private final Function<HttpServletRequest, Optional<Knowledge>> shown;
    private final String version;
    private final boolean sandbox;

    /** By identity, because the hash code of the knowledge covers all of it. */
    private final Map<Knowledge, Renditions> made = Collections.synchronizedMap(new IdentityHashMap<>());

    private record Renditions(SingletonSupplier<Rendition> page, SingletonSupplier<Rendition> json) {}

    /** @param shownKnowledge what a reader is shown, or empty for somebody who may not read it */
    KnowledgePage(Function<HttpServletRequest, Optional<Knowledge>> shownKnowledge, Environment environment) {
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        this.version = environment.getRequiredProperty("spring.application.version");
        this.shown = shownKnowledge;
    }

    /** The knowledge was loaded again: what was made of the one before is not needed any more. */
    public void forget() {
        made.clear();
    }

    private Renditions renditions(Knowledge knowledge) {
        return new Renditions(
                SingletonSupplier.of(() -> Rendition.page(knowledge, version, sandbox)),
                SingletonSupplier.of(() -> Rendition.json(knowledge)));
    }

    @GetMapping("/knowledge")
    ResponseEntity<byte[]> show(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        var knowledge = shown.apply(request).orElseThrow(() -> new ErrorResponseException(HttpStatus.UNAUTHORIZED));
        var form = mostWelcome(request.getHeaders(HttpHeaders.ACCEPT));
        var forms = made.computeIfAbsent(knowledge, this::renditions);
        var rendition = (form.equals(MediaType.TEXT_HTML) ? forms.page() : forms.json()).obtain();
        return ResponseEntity.ok()
                .headers(headers -> rendition.headers().forEach(headers::set))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(rendition.tag())
                .contentType(rendition.type())
                .body(rendition.body().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The form that is most welcome by the rules of HTTP: the most specific range that fits a form says how welcome it
     * is, and without a header everything is. The first of them where several are equal.
     *
     * @param accept the lines of the header {@code Accept}
     * @throws HttpMediaTypeNotAcceptableException if none is, or the header cannot be read
     */
    static MediaType mostWelcome(Enumeration<String> accept) throws HttpMediaTypeNotAcceptableException {
        try {
            var stated = MediaType.parseMediaTypes(String.join(", ", Collections.list(accept)));
            var ranges = stated.isEmpty() ? List.of(MediaType.ALL) : stated;
            return Rendition.FORMS.stream()
                    .filter(form -> welcome(form, ranges) > 0)
                    // The first of equals: max would take the last.
                    .sorted(Comparator.<MediaType>comparingDouble(form -> welcome(form, ranges))
                            .reversed())
                    .findFirst()
                    .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(Rendition.FORMS));
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException("The header Accept cannot be read");
        }
    }

    private static double welcome(MediaType form, List<MediaType> ranges) {
        return ranges.stream()
                .filter(range -> range.includes(form))
                .max(Comparator.comparingInt(range -> range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }
}
