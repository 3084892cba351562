package org.rlsworkup.chart.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConceptTests {
    @Test
    void hasItsStatusFromItsFirstCodeElseFromItsWords() {
        var coding = new Concept.Coding(new Code(null, "inactive"), "Active");

        assertThat(new Concept(List.of(coding), "Active").status()).isEqualTo("inactive");
        assertThat(new Concept(List.of(), " Active ").status()).isEqualTo("active");
        assertThat(Concept.NONE.status()).isNull();
    }
}
