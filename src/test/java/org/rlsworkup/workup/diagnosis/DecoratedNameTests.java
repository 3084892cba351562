package org.rlsworkup.workup.diagnosis;

import static org.rlsworkup.workup.Charts.find;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.worded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.workup.Part;

/** The table of {@link DiagnosisTableTests} about a few names, in one test each: fast enough to run for every mutation. */
class DecoratedNameTests {
    private static String outcome(Part condition) {
        return find(condition).map(it -> it.confirmed() ? "plain" : "possible").orElse("silent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restless legs syndrome", "RLS", "Willis-Ekbom disease"})
    void isReadAsItsDecorationSays(String name) throws IOException {
        var softly = new SoftAssertions();
        for (var row : Files.readAllLines(Path.of("src/test/resources/charts/diagnosis-decorations.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList()) {
            var text = row[0].replace("{}", name);
            softly.assertThat(outcome(worded(text))).as(text).isEqualTo(row[1].equals("keeps") ? "plain" : "silent");
            softly.assertThat(outcome(icd("G25.81").text(text)))
                    .as("G25.81 with " + text)
                    .isEqualTo(row[2]);
        }
        softly.assertAll();
    }

    /** Words that only resemble a name, or of which a name is a part. */
    @Test
    void isNoneWhereItIsPartOfAnotherWord() {
        var softly = new SoftAssertions();
        for (var text : new String[] {
            "RLSX",
            "XRLS",
            "restlessness",
            "restless",
            "legs",
            "restless arms",
            "syndrome",
            "Willis",
            "RL",
            "R L S T",
            ""
        }) {
            softly.assertThat(outcome(worded(text))).as(text).isEqualTo("silent");
        }
        softly.assertAll();
    }
}
