package org.rlsworkup.onboarding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** EHRs of which something is known that matters to those who connect one. */
public enum Vendor {
    EPIC,
    ORACLE,
    ATHENA,
    MEDPLUM,
    GENERIC;

    /** The vendor of this name, in any case; empty for another. */
    public static Optional<Vendor> of(String name) {
        return Stream.of(values())
                .filter(it -> it.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** What to do in this EHR, as its documentation supports it: Markdown, one item a line. */
    String advice() {
        var file = "/onboarding/" + name().toLowerCase(Locale.ROOT) + ".md";
        try (var text = Vendor.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("the jar holds no " + file);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
