package org.rlsworkup.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.workup.Code;
import org.rlsworkup.workup.Knowledge;

/** The codes of the verified LOINC list are all shipped, and no others, typed in here a second time. */
class ShippedCodesTests {
    private static final Knowledge SHIPPED = Yaml.load(Yaml.SHIPPED, null);

    private static Code[] loinc(String codes) {
        return Stream.of(codes.split(" ", -1)).map(Code::loinc).toArray(Code[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ':',
            value = {
                "FER:2276-4 20567-4 24373-3 14723-1 35209-6",
                "TSAT:2502-3 14801-5 39778-6 6796-7 2505-6",
                "IRON:2498-4 14798-3 35214-6",
                "TIBC:2500-7 14800-7 35215-3",
                "UIBC:2501-5 22753-8 35216-1",
                "TRANSFERRIN:3034-6 22674-6 35229-4",
                "B12:2132-9 14685-2 16695-9 35201-3 15039-1",
                "HOLOTC:72160-5",
                "TSH:3016-3 11579-0 11580-8 3015-5 14999-7 27975-2 14297-6",
                "A1C:4548-4 4549-2 17855-8 17856-6 59261-8 96595-4 41995-2 55454-3 71875-9 62388-4"
            })
    void holdExactlyTheVerifiedCodesOfAnAnalyte(String analyte, String codes) {
        assertThat(SHIPPED.analyte(analyte).codes()).containsExactlyInAnyOrder(loinc(codes));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ':',
            value = {
                "FER:86914-9 48141-6 53048-5 14724-9",
                "TSAT:86913-1",
                "IRON:2504-9 2499-2 15357-7",
                "TRANSFERRIN:30248-9 33210-6 48495-6 3035-3",
                "B12:14685-0 26916-7 2171-7 15052-4 1888-7 30904-7 30906-2 81062-2",
                "HOLOTC:72157-1 72158-9",
                "TSH:29575-8 29574-1 69561-9 26998-5 20452-9 5385-0 3017-1",
                "A1C:86910-7 4637-5 62387-6"
            })
    void nameEveryLookalikeOfAnAnalyte(String analyte, String codes) {
        assertThat(SHIPPED.analyte(analyte).never()).contains(loinc(codes));
    }

    @Test
    void holdTheIronPanels() {
        assertThat(SHIPPED.reportCodes()).startsWith(loinc("50190-8 70299-3 75689-0"));
        assertThat(SHIPPED.observationCodes()).contains(loinc("50190-8 70299-3 75689-0"));
    }

    @Test
    void askForNoLookalike() {
        var lookalikes = SHIPPED.analytes().values().stream().flatMap(analyte -> analyte.never().stream());

        assertThat(SHIPPED.observationCodes()).doesNotContainAnyElementsOf(lookalikes.toList());
    }

    @ParameterizedTest(name = "{0} orders {1}")
    @CsvSource({"FER, 2276-4", "TSAT, 50190-8", "B12, 2132-9", "TSH, 3016-3", "A1C, 4548-4"})
    void orderEachTestByItsOwnCode(String test, String code) {
        assertThat(SHIPPED.tests())
                .filteredOn(it -> it.id().equals(test))
                .singleElement()
                .satisfies(it -> assertThat(it.orderable().codings()).containsExactly(Code.loinc(code)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2276-4", "50190-8", "14685-2", "96595-4", "6796-7", "4548-4"})
    void endInACheckDigitThatIsRight(String code) {
        assertThat(LoincCheckDigit.isRight(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"14685-0", "2276-5", "2276", "2276-", "-4", "2276-44", "22764", "12345678-1", "2276-x", ""})
    void areRefusedWithAnyOther(String code) {
        assertThat(LoincCheckDigit.isRight(code)).isFalse();
    }
}
