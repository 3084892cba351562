package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.refusal;
import static org.rlsworkup.knowledge.load.Yaml.with;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in {@code readings} and {@code unclassed}: each is refused with file, line and path. */
@Execution(ExecutionMode.CONCURRENT)
class ReadingsFileTests {
    private record Mistake(String passage, String replacement, String path, String reason) {
        @Override
        public String toString() {
            return path + " " + reason;
        }
    }

    private static Mistake mistake(String passage, String replacement, String path, String reason) {
        return new Mistake(passage, replacement, path, reason);
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                mistake(
                        "    analytes: [FER, TSAT]\n",
                        "    analytes: [FER, TSAD]\n",
                        "readings[0].analytes[1]",
                        "'TSAD' is no analyte"),
                mistake(
                        "who: IRON_OVERLOAD",
                        "who: IRON_OVERLOADED",
                        "readings[0].populations[0].who",
                        "no analyte, context or word"),
                mistake(
                        "        for: [OVERLOAD]\n",
                        "        for: [OVERLORD]\n",
                        "readings[0].rules[0].for[0]",
                        "'OVERLORD' is no population of this reading"),
                mistake(
                        "\"TSAT >= 45 % and",
                        "\"TSAT >= 45 mg and", "readings[0].rules[3].when", "this is no unit of TSAT"),
                mistake("\"FER < 50 ng/mL\"", "\"FER < ng/mL\"", "readings[0].rules[10].when", "expected a number"),
                mistake(
                        "- id: IRON-AD-2\n",
                        "- id: IRON-AD-1\n",
                        "readings[0].rules[7].id",
                        "'IRON-AD-1' is listed twice"),
                mistake("- id: IRON-INFL\n", "- id: IRON-OK\n", "readings[0].notes[0].id", "'IRON-OK' is listed twice"),
                mistake("- id: MAGNESIUM\n", "- id: CALCIUM\n", "readings[12].id", "'CALCIUM' is listed twice"),
                mistake(
                        "days of B12))\"\n        indicator: warning",
                        "days of B12))\"\n        indicator: critically",
                        "readings[1].rules[2].indicator",
                        "must be one of none, info, warning"),
                mistake(
                        "summary: below the NICE threshold\n",
                        "headline: below\n",
                        "readings[1].rules[2].headline",
                        "is not a known key"),
                mistake(
                        "warningWhen: \"MMA",
                        "warningWhen: \"MMB",
                        "readings[4].rules[0].warningWhen",
                        "no analyte, context or word"),
                mistake("  WITHHELD: ", "  WITHELD: ", "unclassed.WITHHELD", "is missing"),
                mistake(
                        "its value is not visible here",
                        "its value {x} is not visible",
                        "unclassed.WITHHELD",
                        "{x} is not known here"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refusesAMistakeAndNamesFileLineAndPath(Mistake mistake) {
        var broken = with(mistake.passage(), mistake.replacement());

        assertThat(refusal(broken, null))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("rls-workup.yaml:")
                        .contains(": " + mistake.path() + ": ")
                        .contains(mistake.reason()));
    }
}
