package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.screening.ScreeningOptions.UsageException;

/** The command line: what is doubtful is refused, and the refusal names it. */
class ScreeningOptionsTests {
    private static ScreeningOptions parse(String line) {
        return ScreeningOptions.parse(List.of(line.split(" ")), Map.of("RLS_PATIENTKEY", ScreeningRun.SECRET));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --out o --plain-ids                                        | --export is missing
        --export e --plain-ids                                     | --out is missing
        --export e --out o                                         | Either --client or --plain-ids
        --export e --out o --client c --plain-ids                  | Either --client or --plain-ids
        --export e --out o --plain-ids --colour red                | There is no option --colour
        --export e --out o --plain-ids --zone                      | --zone needs a value
        --export e --export f --out o --plain-ids                  | --export is given twice
        --export e --out o --plain-ids --zone Mars/North           | --zone Mars/North is no time zone
        --export e --out o --plain-ids --as-of yesterday           | --as-of yesterday is neither
        --export e --out o --plain-ids --format csv,xml            | --format xml is no choice
        --export e --out o --plain-ids --extended some             | --extended some is no choice
        --export e --out o --plain-ids --malformed-limit -1        | --malformed-limit -1 is no count
        --export e --out o --plain-ids --hide-below few            | --hide-below few is no count
        """)
    void whatIsDoubtfulIsRefused(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }

    @Test
    void theSecretIsLongEnough() {
        assertThatThrownBy(() -> ScreeningOptions.parse(
                        List.of("--export", "e", "--out", "o", "--client", "c"), Map.of("RLS_PATIENTKEY", "short")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("RLS_PATIENTKEY");
    }

    /** In the order in which the service has them. */
    @Test
    void formerKeysComeBeforeTheKey() {
        var environment = Map.of("RLS_PATIENTKEY", ScreeningRun.SECRET, "RLS_FORMERPATIENTKEYS", "first,second");
        assertThat(ScreeningOptions.parse(List.of("--export", "e", "--out", "o", "--client", "c"), environment)
                        .identity())
                .isEqualTo(new ScreeningOptions.Identity.KeyedHash(
                        "c", null, null, List.of("first", "second", ScreeningRun.SECRET)));
    }

    @Test
    void aDayIsScreenedForAsItEndsInTheZone() {
        var options = parse("--export e,f --out o --plain-ids --as-of 2026-11-30 --zone Europe/Berlin");

        assertThat(options.asOf()).isEqualTo(ZonedDateTime.parse("2026-11-30T23:59:59+01:00[Europe/Berlin]"));
        assertThat(options.exports()).containsExactly("e", "f");
        assertThat(parse("--export e --out o --plain-ids --as-of 2026-11-30T10:00:00Z")
                        .asOf())
                .isEqualTo(ZonedDateTime.parse("2026-11-30T10:00:00Z[UTC]"));
    }

    @Test
    void theSecretIsInNoText() {
        assertThat(parse("--export e --out o --client c").toString()).doesNotContain(ScreeningRun.SECRET);
    }
}
