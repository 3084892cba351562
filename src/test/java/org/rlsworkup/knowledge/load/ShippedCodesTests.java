package org.rlsworkup.knowledge.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.analyte.Scale;

/** Exactly the codes of the verified lists are shipped; they are entered here a second time. */
class ShippedCodesTests {
    private static final Knowledge SHIPPED = Yaml.load(Yaml.SHIPPED, null);

    private static Code[] codes(String codes) {
        return Stream.of(codes.split(" ", -1))
                .map(code -> code.contains("-") ? Code.loinc(code) : new Code("http://snomed.info/sct", code))
                .toArray(Code[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ':',
            value = {
                "FER:2276-4 20567-4 24373-3 14723-1 35209-6 489004 269821003 993381000000106 992911000000107",
                "TSAT:2502-3 14801-5 39778-6 6796-7 2505-6",
                "IRON:2498-4 14798-3 35214-6",
                "TIBC:2500-7 14800-7 35215-3",
                "UIBC:2501-5 22753-8 35216-1",
                "TRANSFERRIN:3034-6 22674-6 35229-4",
                "B12:2132-9 14685-2 16695-9 35201-3 15039-1 14598005 271216009",
                "HOLOTC:72160-5",
                "TSH:3016-3 11579-0 11580-8 3015-5 14999-7 27975-2 14297-6 61167004 313440008 1022791000000101"
                        + " 1022801000000102",
                "A1C:4548-4 4549-2 17855-8 17856-6 59261-8 96595-4 41995-2 55454-3 71875-9 62388-4 43396009"
                        + " 999791000000106 1049301000000100 1049321000000109",
                "MMA:13964-2 2629-4",
                "HCY:13965-9 2428-1 104733005",
                "FOL:2284-8 14732-2 25415-1 2282-2 2283-0 35210-4 14731-4",
                "CREATININE:2160-0 14682-9 38483-4 59826-8 77140-2 35203-9 70901006 1000731000000107",
                "EGFR:98979-8 98980-6 62238-1 94677-2 50210-4 33914-3 77147-7 76633-7 69405-9 48642-3 48643-1 88293-6"
                        + " 88294-4 50044-7 70969-1 50384-7 1011481000000105",
                "BUN:3094-0 6299-2 14937-7 22664-7 3091-6 20977-5 77136-0",
                "SODIUM:2951-2 2947-0 77139-4",
                "POTASSIUM:2823-3 6298-4 77142-8",
                "CA:17861-6 2000-8 49765-1 29265-6 46099-8 1995-0 1994-3 17863-2 71878006",
                "MG:19123-9 2601-3 21377-7 2593-2 35249-2 38151008",
                "VITD:1989-3 14635-7 62292-8 68438-1 83070-3 83071-1 35196-5 49543-2 60493-4",
                "ACR:9318-7 14959-1 32294-1 30000-4 14585-4 77253-3 89998-9 13705-9 14958-3 44292-1 59159-4 76401-9"
                        + " 77254-1 30001-2 250745003",
                "GLU:1558-6 1557-8 14771-0 77145-1 76629-5 10450-5",
                "GLU_RANDOM:2345-7 14749-6 2339-0 15074-8 74774-1 77135-2",
                "HB:718-7 20509-6 30350-3 55782-7 59260-0 30313-1 30352-9 93846-4 1022431000000105",
                "MCV:787-2 30428-7",
                "CRP:1988-5 30522-7 76485-2 71426-1 35648-5"
            })
    void holdExactlyTheVerifiedCodesOfAnAnalyte(String analyte, String codes) {
        assertThat(SHIPPED.analyte(analyte).codes()).containsOnlyKeys(codes(codes));
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
                "A1C:86910-7 4637-5 62387-6",
                "MMA:2630-2 13775-2 13776-0 25115-7",
                "HCY:13758-8 32690-0",
                "CREATININE:11041-1 11042-9 51619-5 51620-3 2161-8",
                "EGFR:97952-6 2164-2",
                "CA:17862-4",
                "MG:2600-5 32698-3 11554-3 19124-7",
                "VITD:86918-0 1649-3 62290-2",
                "ACR:20621-9 95233-3 14957-5",
                "HB:717-9 725-2"
            })
    void nameEveryLookalikeOfAnAnalyte(String analyte, String codes) {
        assertThat(SHIPPED.analyte(analyte).never()).containsKeys(codes(codes));
    }

    /** A value under these codes is done and gets no class; under any other, some unit is understood. */
    @Test
    void haveAClassExceptThese() {
        assertThat(SHIPPED.analytes().values().stream()
                        .flatMap(analyte -> analyte.codes().entrySet().stream())
                        .filter(filing -> filing.getValue().scales().stream().allMatch(Scale::noClass))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(codes("27975-2 14297-6 41995-2 62388-4 25415-1 2282-2 2283-0 14731-4 1995-0"
                        + " 1994-3 17863-2 14585-4"));
    }

    @Test
    void holdTheIronPanels() {
        assertThat(SHIPPED.reportCodes()).startsWith(codes("50190-8 70299-3 75689-0"));
        assertThat(SHIPPED.observationCodes()).contains(codes("50190-8 70299-3 75689-0"));
    }

    @Test
    void askForNoLookalike() {
        var lookalikes = SHIPPED.analytes().values().stream().flatMap(analyte -> analyte.never().keySet().stream());

        assertThat(SHIPPED.observationCodes()).doesNotContainAnyElementsOf(lookalikes.toList());
    }

    @ParameterizedTest(name = "{0} orders {1}")
    @CsvSource({"FER, 2276-4", "TSAT, 50190-8", "B12, 2132-9", "TSH, 3016-3", "A1C, 4548-4"})
    void orderEachTestByItsOwnCode(String test, String code) {
        assertThat(SHIPPED.tests())
                .filteredOn(it -> it.id().equals(test))
                .singleElement()
                .satisfies(it -> assertThat(it.order().codings()).containsExactly(Code.loinc(code)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2276-4", "50190-8", "14685-2", "96595-4", "6796-7", "4548-4"})
    void endInACheckDigitThatIsRight(String code) {
        assertThat(Vocabulary.hasRightCheckDigit(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"14685-0", "2276-5", "2276", "2276-", "-4", "2276-44", "22764", "12345678-1", "2276-x", ""})
    void areRefusedWithAnyOther(String code) {
        assertThat(Vocabulary.hasRightCheckDigit(code)).isFalse();
    }
}
