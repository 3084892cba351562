package org.rlsworkup.knowledge.page;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.rlsworkup.knowledge.Knowledge;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the service knows, at {@code /knowledge}: a page to read and print, or the same as JSON. Made when first asked
 * for, because hardly any start of the service is followed by a reader, and kept, because it cannot change while it
 * runs.
 */
@RestController
class KnowledgePage {
    private final Predicate<HttpServletRequest> readers;
    private final SingletonSupplier<Rendition> page;
    private final SingletonSupplier<Rendition> json;

    /** @param knowledgeReaders who may read it */
    KnowledgePage(Knowledge knowledge, Predicate<HttpServletRequest> knowledgeReaders, Environment environment) {
        var sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        this.readers = knowledgeReaders;
        this.page = SingletonSupplier.of(() -> Rendition.page(knowledge, sandbox));
        this.json = SingletonSupplier.of(() -> Rendition.json(knowledge));
    }

    @GetMapping("/knowledge")
    ResponseEntity<byte[]> show(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        if (!readers.test(request)) {
            throw new ErrorResponseException(HttpStatus.UNAUTHORIZED);
        }
        var form = new Accepted(request.getHeaders(HttpHeaders.ACCEPT)).choose(Rendition.FORMS);
        var rendition = form.equals(MediaType.TEXT_HTML) ? page.obtain() : json.obtain();
        return ResponseEntity.ok()
                .headers(headers -> rendition.headers().forEach(headers::set))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .varyBy(HttpHeaders.ACCEPT)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(rendition.tag())
                .contentType(rendition.type())
                .body(rendition.body().getBytes(StandardCharsets.UTF_8));
    }
}
