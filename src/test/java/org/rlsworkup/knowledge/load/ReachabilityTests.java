package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.knowledge.load.Yaml.SHIPPED;
import static org.rlsworkup.knowledge.load.Yaml.refusal;
import static org.rlsworkup.knowledge.load.Yaml.with;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.entry.Grade;
import org.rlsworkup.knowledge.entry.Strength;
import org.rlsworkup.knowledge.rule.Condition;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.knowledge.rule.RuleSet;

/** Exactly the rules that can never apply are found. */
class ReachabilityTests {
    private static final Knowledge SHIPPED_KNOWLEDGE = Yaml.load(SHIPPED, null);

    /** Rules named R1, R2, …; each may begin with the populations it is for. */
    private static @Nullable String silenceOfTheLast(String conditions) {
        var known = new LinkedHashSet<String>();
        var rules = new ArrayList<RuleSet.Rule>();
        for (var written : conditions.split(";", -1)) {
            var colon = written.indexOf(':');
            var groups = colon < 0
                    ? Set.<String>of()
                    : Set.of(written.substring(0, colon).strip().split(" ", -1));
            var when = written.substring(colon + 1).strip();
            known.add("R" + (rules.size() + 1));
            rules.add(new RuleSet.Rule(
                    "R" + (rules.size() + 1),
                    groups,
                    condition(when, known),
                    Indicator.INFO,
                    null,
                    false,
                    false,
                    "",
                    "",
                    "",
                    "",
                    Strength.LOCAL_PRACTICE,
                    null,
                    Grade.L,
                    false,
                    List.of()));
        }
        var populations = conditions.contains(":")
                ? List.of(
                        new RuleSet.Population("CHILD", "", condition("age < 18", Set.of())),
                        new RuleSet.Population("ADULT", "", condition("age >= 18", Set.of())))
                : List.<RuleSet.Population>of();
        var set = new RuleSet(
                "IRON",
                "",
                List.of("FER", "TSAT", "B12"),
                populations,
                rules,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new Reachability(set).silence(rules.getLast());
    }

    private static Condition condition(String text, Set<String> rules) {
        return new Condition(text, CriterionReader.read(text, vocabulary(rules)));
    }

    private static CriterionReader.KnownIds vocabulary(Set<String> rules) {
        return new CriterionReader.KnownIds(
                SHIPPED_KNOWLEDGE.analytes(),
                Set.of("FER"),
                SHIPPED_KNOWLEDGE.contexts().stream().map(RiskContext::id).collect(Collectors.toSet()),
                rules);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "FER <= 75 ng/mL; FER < 75 ng/mL | R1",
                "FER <= 75 ng/mL; FER <= 75.0 ng/mL | R1",
                "FER <= 75 ng/mL; FER <= 30 ng/mL and TSAT < 20 % | R1",
                "FER <= 75 ng/mL or TSAT < 20 %; TSAT < 10 % | R1",
                "FER <= 75 ng/mL; FER <= 50 ng/mL and FER > 30 ng/mL or FER < 10 ng/mL | R1",
                "FER present; FER <= 75 ng/mL | R1",
                "FER present; TSAT < 20 %; FER < 75 ng/mL or TSAT < 10 % | R1 or R2",
                "FER > 75 ng/mL; FER <= 75 ng/mL; FER < 300 ng/mL | R1 or R2",
                "FER <= 75 ng/mL; FER < 100 ng/mL and PREGNANT; FER > 60 ng/mL; FER < 200 ng/mL | R1 or R3",
                "PREGNANT; PREGNANT and FER < 75 ng/mL | R1",
                "age >= 16 and FER < 75 ng/mL; age > 17 and FER < 50 ng/mL | R1",
                "age < 16; age >= 16; FER < 75 ng/mL and age > 3 | R1 or R2",
                "ADULT: FER <= 75 ng/mL; ADULT: FER <= 50 ng/mL | R1",
                "ADULT CHILD: FER <= 75 ng/mL; ADULT: FER <= 50 ng/mL | R1",
                "ADULT: FER < 75 ng/mL; CHILD: FER < 75 ng/mL; ADULT CHILD: FER < 50 ng/mL | R2 or R1",
            })
    void isFoundWhereEarlierRulesAlwaysGoFirst(String conditions, String first) {
        assertThat(silenceOfTheLast(conditions)).isEqualTo("never speaks: wherever it holds, " + first + " goes first");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FER > 100 ng/mL and FER < 50 ng/mL",
        "FER > 75 ng/mL and FER <= 75 ng/mL",
        "B12 < 180 ng/L | 133 pmol/L and B12 > 180 ng/L | 133 pmol/L",
        "FER < 50 ng/mL and FER absent",
        "PREGNANT and not PREGNANT",
        "age < 16 and age >= 65",
        "CHILD: age >= 18 and FER < 50 ng/mL",
        "FER < 50 ng/mL; spoke R1",
    })
    void isFoundWhereItContradictsItself(String conditions) {
        assertThat(silenceOfTheLast(conditions)).isEqualTo("can never hold");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // a wider range, or one that only touches
        "FER < 75 ng/mL; FER <= 75 ng/mL",
        "FER <= 75 ng/mL; FER < 100 ng/mL",
        "FER < 75 ng/mL; FER > 75 ng/mL; FER < 300 ng/mL",
        "FER <= 75 ng/mL; FER >= 75 ng/mL",
        // another analyte, context, population or group
        "FER <= 75 ng/mL and TSAT < 20 %; FER <= 50 ng/mL",
        "FER <= 75 ng/mL; TSAT < 20 %",
        "FER <= 75 ng/mL and PREGNANT; FER <= 50 ng/mL",
        "FER <= 75 ng/mL and PREGNANT; FER <= 50 ng/mL and not PREGNANT",
        "ADULT: FER <= 75 ng/mL; CHILD: FER <= 50 ng/mL",
        "ADULT: FER <= 75 ng/mL; ADULT CHILD: FER <= 50 ng/mL",
        // one way of several is left
        "FER <= 75 ng/mL; FER <= 50 ng/mL or TSAT < 20 %",
        // without a value neither holds, so their contraries hold both
        "FER > 75 ng/mL; not FER > 75 ng/mL",
        "FER > 75 ng/mL; FER <= 75 ng/mL; not FER > 75 ng/mL",
        "FER present; FER absent",
        // the laboratory's range is not known beforehand
        "TSH > lab-upper else 4.0 mIU/L; TSH > 10 mIU/L",
        "TSH > 4.0 mIU/L; TSH > lab-upper else 10 mIU/L",
        "TSH < lab-lower; TSH > lab-upper",
        // cut-offs of their own in other units
        "B12 < 180 ng/L | 133 pmol/L; B12 < 180 ng/L | 134 pmol/L",
        "B12 < 180 ng/L | 133 pmol/L; B12 < 100 ng/L",
        // a value like <10 is in both ranges: no rule of a set that is not about it applies
        "HB < 12 g/dL; HB >= 12 g/dL; HB present and HB > 3 g/dL",
        // an unknown age is in neither
        "age < 18; age >= 18; FER < 50 ng/mL",
    })
    void isNotSeenWhereItMaySpeak(String conditions) {
        assertThat(silenceOfTheLast(conditions)).isNull();
    }

    @Test
    void leavesWhatIsTooInvolvedAlone() {
        var either = "(FER < 50 ng/mL or TSAT < 20 %)";
        var involved = String.join(" and ", Collections.nCopies(9, either));

        assertThat(silenceOfTheLast("FER < 75 ng/mL or TSAT < 45 %; " + involved))
                .isNull();
    }

    @Test
    void stopsTheStartWithFileLineAndReason() {
        var broken = with("\"EGFR < 30 mL/min/{1.73_m2}\"", "\"EGFR < 15 mL/min/{1.73_m2}\"");
        var second = broken.indexOf("\"EGFR < 15 mL/min/{1.73_m2}\"", broken.indexOf("- id: GFR-2"));
        var line = broken.substring(0, second).lines().count();

        assertThat(refusal(broken, null))
                .containsExactly("rls-workup.yaml:" + line
                        + ": readings[3].rules[1].when: never speaks: wherever it holds, GFR-3 goes first");
    }

    @Test
    void isNotLookedForBehindAnotherMistake() {
        var broken = with("\"EGFR < 30 mL/min/{1.73_m2}\"", "\"EGFR < mL/min/{1.73_m2}\"");

        assertThat(refusal(broken, null)).singleElement().asString().contains("expected a number");
    }
}
