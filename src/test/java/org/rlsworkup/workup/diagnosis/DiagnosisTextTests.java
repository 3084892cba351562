package org.rlsworkup.workup.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.find;
import static org.rlsworkup.workup.Charts.isCharted;
import static org.rlsworkup.workup.Problem.coded;
import static org.rlsworkup.workup.Problem.icd;
import static org.rlsworkup.workup.Problem.snomed;
import static org.rlsworkup.workup.Problem.worded;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.workup.Problem;

class DiagnosisTextTests {
    @Nested
    class OfSomebodyElse {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Family history of restless legs",
                    "FH: restless legs",
                    "FHx restless legs",
                    "Fam Hx of RLS",
                    "family history of RLS"
                })
        void isFamilyHistoryWhereTheTextBeginsSo(String text) {
            assertThat(isCharted(worded(text))).isFalse();
            assertThat(isCharted(icd("Z82.0").text(text))).isFalse();
            assertThat(isCharted(icd("G25.81").text(text))).isFalse();
        }

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "http://hl7.org/fhir/sid/icd-10-cm, Z82.0",
            "http://hl7.org/fhir/sid/icd-10-cm, Z80.9",
            "http://hl7.org/fhir/sid/icd-10-cm, Z84.8",
            "http://snomed.info/sct, 416471007",
            "http://snomed.info/sct, 281666001",
        })
        void isFamilyHistoryWhereTheCodeSaysSo(String system, String code) {
            assertThat(isCharted(coded(system, code).text("Restless legs"))).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"mother", "Sibling", "his brother"})
        void isNotBelievedByTextAlone(String kin) {
            var condition =
                    new Problem().and("http://example.org/local", "X1", kin).text("restless legs");

            assertThat(isCharted(condition)).isFalse();
        }

        @Test
        void isNotTheFamilysWhereOnlyALongerWordBeginsSo() {
            assertThat(isCharted(icd("G25.81").text("FHIR import: restless legs")))
                    .isTrue();
        }

        @Test
        void isBelievedByCodeWhereKinIsNamedLater() {
            assertThat(isCharted(snomed("32914008").text("Restless legs, as her mother had")))
                    .isTrue();
        }
    }

    @Nested
    class ByText {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "restless leg syndrome",
                    "Restless legs syndrome",
                    "RESTLESS LEGS",
                    "RLS",
                    "R.L.S.",
                    "  restless   legs  ",
                    "Restless-legs syndrome.",
                    "Willis-Ekbom disease",
                    "Willis Ekbom syndrome",
                    "Wittmaack-Ekbom syndrome",
                    "Syndrome des jambes sans repos",
                    "Syndrom der unruhigen Beine",
                    "Síndrome de piernas inquietas"
                })
        void chartsRlsByAWholeName(String text) {
            assertThat(find(worded(text)).orElseThrow().byTextOnly()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Ekbom syndrome",
                    "Restless legs and insomnia",
                    "restless",
                    "RLSX",
                    "no restless legs",
                    "not RLS",
                    "denies restless legs",
                    "rule out RLS",
                    "r/o RLS",
                    "RLS?",
                    "? restless legs",
                    "possible RLS",
                    "suspected RLS",
                    "h/o restless legs",
                    "history of restless legs",
                    "restless legs, resolved",
                    "RLS screen",
                    ""
                })
        void chartsNothingByAnythingElse(String text) {
            assertThat(isCharted(worded(text))).isFalse();
        }

        @Test
        void readsTheDisplayOfALocalCode() {
            assertThat(isCharted(new Problem().and("http://example.org/local", "RL1", "Restless legs")))
                    .isTrue();
        }

        @Test
        void believesTheTextBesideACodeUnlessThatIsOfAMimic() {
            assertThat(find(icd("G47.00").text("Restless legs")).orElseThrow().byTextOnly())
                    .isTrue();
            assertThat(isCharted(icd("G47.61").text("Restless legs"))).isFalse();
        }
    }

    @Nested
    class BesideACodeOfRls {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Restless legs syndrome, no iron deficiency",
                    "RLS (no small fibre neuropathy); severe",
                    "Restless legs since childhood",
                    "Iron deficiency"
                })
        void doubtsNothingWithWordsAboutSomethingElse(String text) {
            assertThat(find(icd("G25.81").text(text)).orElseThrow().confirmed()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "No restless legs",
                    "Severe insomnia, no restless legs at present",
                    "Restless legs, not confirmed",
                    "Restless legs, to be confirmed",
                    "Restless legs - no",
                    "Restless legs r/o, iron deficiency",
                    "Insomnia, no iron deficiency anaemia",
                    "Suspected"
                })
        void isDoubtedByARejectingWordAboutItOrByItself(String text) {
            assertThat(find(icd("G25.81").text(text)).orElseThrow().confirmed()).isFalse();
        }
    }
}
