package org.rlsworkup.sandbox.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The page at {@code /}, which is an EHR as far as the demonstration needs one, and the page of the API. */
@RestController
class DemoPage {
    private final List<URI> servers;
    private final Clock clock;
    private final String policy;

    /** @param servers the FHIR servers, beside the sandbox's own, that the page may be pointed at */
    DemoPage(List<URI> servers, Clock clinicalClock) {
        this.servers = servers;
        this.clock = clinicalClock;
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
                + servers.stream().map(DemoPage::origin).distinct().collect(Collectors.joining())
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String origin(URI server) {
        return " " + server.getScheme() + "://" + server.getAuthority();
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> show() {
        return page("index.html");
    }

    @GetMapping(path = "/api", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> api() {
        return page("api.html");
    }

    private ResponseEntity<Resource> page(String file) {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(new ClassPathResource("sandbox/demo/" + file));
    }

    /** What the page needs to know; the time is that of the rules. */
    record Settings(List<URI> servers, Instant now) {}

    @GetMapping("/demo/settings")
    Settings settings() {
        return new Settings(servers, clock.instant());
    }

    /** The description of the API in a form that a browser can read. */
    @GetMapping("/demo/openapi.json")
    JsonNode openApi() throws IOException {
        try (var yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
            return new YAMLMapper().readTree(yaml);
        }
    }
}
