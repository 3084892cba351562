package org.rlsworkup.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.rlsworkup.sandbox.search.ResourceStore;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The page at {@code /}: what the sandbox is, where to go, and which patients it holds. */
@RestController
@Profile("sandbox")
class StartPage {
    /** A sandbox may be loaded with thousands of patients; a page of thousands helps nobody. */
    private static final int MOST_ROWS = 100;

    private final String template;
    private final String policy;
    private final ResourceStore store;

    StartPage(ResourceStore store) {
        this.store = store;
        this.template = template();
        this.policy = "default-src 'none'; style-src 'sha256-" + hashOfStyle(template)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show() {
        var base = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page(base, PatientRow.of(store.all("Patient"))));
    }

    private String page(String base, List<PatientRow> patients) {
        var rows = patients.stream()
                .limit(MOST_ROWS)
                .map(patient -> patient.html(base))
                .collect(Collectors.joining());
        var more = patients.size() - MOST_ROWS;
        var note = more > 0
                ? "<p>And " + more + " more: ask the FHIR server.</p>"
                : patients.isEmpty() ? "<p>No patient is loaded.</p>" : "";
        // The rows last: what a patient is called must not be taken for a place to fill.
        return template.replace("{{note}}", note)
                .replace("{{count}}", Integer.toString(patients.size()))
                .replace("{{patients}}", rows);
    }

    private static String template() {
        try {
            return new ClassPathResource("sandbox/index.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hashOfStyle(String html) {
        var style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
