package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What is encrypted can be read with its key and in its place, unchanged. */
class SealedTextTests {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final SealedText TEXTS = new SealedText(SECRET);

    @Test
    void isReadAsItWas() {
        for (var text : new String[] {"", "ferritin 42 ng/mL – at RLS iron thresholds (≤75)", "x".repeat(100_000)}) {
            assertThat(TEXTS.open(TEXTS.seal(text, "card"), "card")).contains(text);
            assertThat(new SealedText(SECRET).open(TEXTS.seal(text, "card"), "card"))
                    .contains(text);
        }
    }

    @Test
    void showsNothingAndIsNeverTheSame() {
        var sealed = TEXTS.seal("ferritin", "card");
        assertThat(new String(Base64.getDecoder().decode(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("ferritin");
        assertThat(TEXTS.seal("ferritin", "card")).isNotEqualTo(sealed);
    }

    @Test
    void isNotReadByAnotherKeyNorInAnotherPlace() {
        var sealed = TEXTS.seal("ferritin", "card");
        assertThat(new SealedText(SECRET.replace('0', '1')).open(sealed, "card"))
                .isEmpty();
        assertThat(TEXTS.open(sealed, "another card")).isEmpty();
    }

    @Test
    void isNotReadOnceAnyByteChanged() {
        var bytes = Base64.getDecoder().decode(TEXTS.seal("ferritin", "card"));
        for (var i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(TEXTS.open(Base64.getEncoder().encodeToString(changed), "card"))
                    .isEmpty();
        }
    }
}
