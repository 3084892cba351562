package org.rlsworkup.workup.medicines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.workup.Charts;

/** Products as RxNorm and EHRs name them, under codes that are not listed. */
class DrugProductTableTests {
    private static final DrugIndex INDEX = new DrugIndex(Charts.KNOWLEDGE.drugs());

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(files = "src/test/resources/charts/drug-products.tsv", delimiter = '\t', numLinesToSkip = 1)
    void namesItsDrugs(String display, @Nullable String drugs, String local, String source) {
        var code = new Code("http://www.nlm.nih.gov/research/umls/rxnorm", "9999999");
        var concept = new Concept(List.of(new Concept.Coding(code, display)), null);
        var product = new Product(concept, null, Concept.NONE, List.of());

        var found = INDEX.of(product).stream().map(Drug::id).sorted().collect(Collectors.joining(","));
        assertThat(found).isEqualTo(drugs == null ? "" : drugs);
        if (drugs != null) {
            assertThat(INDEX.isLocal(product, List.of())).isEqualTo(local.equals("yes"));
        }
    }
}
