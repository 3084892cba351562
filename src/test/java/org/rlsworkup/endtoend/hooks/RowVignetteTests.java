package org.rlsworkup.endtoend.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A vignette for each row of the clinical content, called over HTTP: what stands in the trace, and what is said. */
@TestPropertySource(properties = {"rls.extended-tests=never", "rls.medication-administrations=true"})
class RowVignetteTests extends SandboxTest {
    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvFileSource(resources = "/vignettes.csv", delimiter = ';', numLinesToSkip = 1, maxCharsPerColumn = 500)
    void saysWhatItsRowSays(
            String row, String facts, String trace, String indicators, @Nullable String said, @Nullable String unsaid) {
        var answer = http.call(RuleTests.scene(facts).patientView()).json();
        var words = words(answer);

        assertThat(RuleTests.spoken(answer)).isEqualTo(RuleTests.expected(trace));
        assertThat(indicators(answer)).isEqualTo(indicators.strip());
        assertThat(words).contains(said == null ? "" : said.strip());
        if (unsaid != null) {
            assertThat(words).doesNotContain(unsaid.strip());
        }
    }

    private static String indicators(JsonNode answer) {
        var all = StreamSupport.stream(answer.get("cards").spliterator(), false)
                .map(card -> card.get("indicator").asString())
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? "-" : all;
    }

    /** Summaries and details in lower case, without the signs of Markdown. */
    private static String words(JsonNode answer) {
        return StreamSupport.stream(answer.get("cards").spliterator(), false)
                .map(card -> card.get("summary").asString() + " "
                        + card.get("detail").asString())
                .collect(Collectors.joining(" "))
                .replaceAll("[*\\\\]", "")
                .toLowerCase(Locale.ROOT);
    }
}
