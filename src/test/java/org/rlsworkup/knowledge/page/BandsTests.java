package org.rlsworkup.knowledge.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.Yaml;
import org.rlsworkup.knowledge.rule.RuleSet;

/** The bands of the shipped rules, in words: what the page draws. */
class BandsTests {
    private static final Knowledge KNOWLEDGE = Yaml.load(Yaml.SHIPPED, null);

    private static List<Drawings.Drawing> drawings(RuleSet set) {
        return new Drawings(KNOWLEDGE).of(set);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "ferritin, adults, warning info none info",
        "ferritin, under 18, warning info none",
        "transferrin saturation, adults, warning none warning",
    })
    void takeTheColourOfWhatTheValueAloneMeans(String analyte, String population, String levels) {
        assertThat(drawings(KNOWLEDGE.readings().getFirst()))
                .filteredOn(scale -> scale.analyte().equals(analyte)
                        && String.valueOf(scale.population()).startsWith(population))
                .first()
                .satisfies(scale -> assertThat(scale.bands().stream().map(Bands.Band::level))
                        .containsExactly(levels.split(" ", -1)));
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "B12, ng/L, 'below 180 | from 180 to 350 | above 350 to 1500 | above 1500'",
        "B12, pmol/L, 'below 133 | from 133 to 258 | above 258'",
        "A1C, %, 'below 5.7 | from 5.7 to below 6.5 | 6.5 and above'",
        "A1C, mmol/mol, 'below 39 | from 39 to below 48 | 48 and above'",
        "ACR, mg/g, 'below 30 | from 30 to below 300 | 300 and above'",
    })
    void cutAnAnalyteWhereItsRulesDo(String reading, String unit, String ranges) {
        var scales = KNOWLEDGE.readings().stream()
                .filter(it -> it.id().equals(reading))
                .flatMap(it -> drawings(it).stream())
                .filter(scale -> scale.unit().startsWith(unit))
                .toList();

        assertThat(scales)
                .anySatisfy(scale -> assertThat(
                                scale.bands().stream().map(Bands.Band::range).toList())
                        .containsExactly(ranges.split(" \\| ", -1)));
    }
}
