package org.rlsworkup.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatterTests {

    /** Seen on a real patient's card: "EGFR". */
    @ParameterizedTest
    @CsvSource({"ferritin, Ferritin", "eGFR, eGFR", "HbA1c, HbA1c", "p, P"})
    void keepsANamesOwnCapitals(String name, String atTheBeginning) {
        assertThat(ValueFormatter.capitalised(name)).isEqualTo(atTheBeginning);
    }
}
