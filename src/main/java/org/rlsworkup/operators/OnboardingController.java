package org.rlsworkup.operators;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.rlsworkup.onboarding.OnboardingSheet;
import org.rlsworkup.onboarding.Vendor;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sheet for the people who connect an EHR, as text. */
@RestController
public class OnboardingController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Sheets sheets;

    OnboardingController(Sheets sheets) {
        this.sheets = sheets;
    }

    /**
     * The sheets.
     *
     * @param clients names of the clients
     * @param of the sheet of a client, or empty if there is no such client
     */
    public record Sheets(List<String> clients, BiFunction<String, Vendor, Optional<OnboardingSheet>> of) {}

    /** Without a client: the addresses of all sheets. */
    @GetMapping("/insights/onboarding")
    ResponseEntity<byte[]> sheet(
            @RequestParam(defaultValue = "") String client, @RequestParam(defaultValue = "generic") String vendor) {
        var known = Vendor.of(vendor).orElseThrow(() -> new ErrorResponseException(HttpStatus.BAD_REQUEST));
        var text = client.isEmpty()
                ? sheets.clients().stream()
                        .map(it -> "/insights/onboarding?client=" + it + "&vendor=" + vendor + "\n")
                        .collect(Collectors.joining())
                : sheets.of()
                        .apply(client, known)
                        .map(OnboardingSheet::text)
                        .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
