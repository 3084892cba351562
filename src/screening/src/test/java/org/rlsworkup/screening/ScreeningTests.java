package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.screening.Lines.condition;
import static org.rlsworkup.screening.Lines.ferritin;
import static org.rlsworkup.screening.Lines.json;
import static org.rlsworkup.screening.Lines.patient;
import static org.rlsworkup.screening.Lines.result;
import static org.rlsworkup.screening.Lines.rls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in an export, and what is not claimed. */
class ScreeningTests {
    private static final List<String> OTHERS =
            List.of("DiagnosticReport", "ServiceRequest", "MedicationRequest", "MedicationStatement", "Procedure");

    @TempDir
    Path folder;

    private Path export;
    private Path out;

    @BeforeEach
    void name() {
        export = folder.resolve("export");
        out = folder.resolve("out");
    }

    /** An export with all types, most of them empty. */
    private ExportWriter whole() throws IOException {
        return whole(export);
    }

    private static ExportWriter whole(Path export) throws IOException {
        var writer = new ExportWriter(export, 1000, false);
        for (var type : OTHERS) {
            writer.empty(type);
        }
        return writer;
    }

    private ScreeningRun screened(String... options) {
        return ScreeningRun.of(export, out, options);
    }

    @Test
    void aPatientWithRlsHasARowAndAnotherHasNone() throws IOException {
        try (var it = whole()) {
            it.add("Patient", patient("a")).add("Patient", patient("b"));
            it.add("Condition", rls("a")).add("Condition", condition("b", "38341003", "confirmed", ""));
            it.add("Observation", ferritin("a", "2026-10-01")).add("Observation", ferritin("b", "2020-10-01"));
        }
        var run = screened();

        assertThat(run.status()).isZero();
        assertThat(run.rows()).containsOnlyKeys("a");
        assertThat(run.rows().get("a"))
                .containsEntry("outcome", "assessed")
                .containsEntry("missing", "TSAT B12 TSH A1C")
                .containsEntry("fer_state", "done")
                .containsEntry("fer_last", "2026-10-01")
                .containsEntry("b12_last", "")
                .containsEntry("age_band", "40-64")
                .containsEntry("sex", "female")
                .containsEntry("organisation", "Organization/north")
                .containsEntry("not_looked_at", "");
    }

    @Test
    void aMissingTestHasTheDateOfTheLastResultAndWhatItMeantThen() throws IOException {
        try (var it = whole()) {
            it.add("Patient", patient("a")).add("Condition", rls("a"));
            it.add("Observation", result("a", "o1", "2276-4", "28", "ng/mL", "2023-03-01"))
                    .add("Observation", result("a", "o2", "2276-4", "20", "ng/mL", "2022-03-01"));
        }
        var row = screened().rows().get("a");

        assertThat(row).containsEntry("fer_state", "missing").containsEntry("fer_last", "2023-03-01");
        assertThat(row.get("fer_class")).startsWith("IRON-");
    }

    @Test
    void aTypeThatWasNotExportedCouldNotBeLookedAt() throws IOException {
        try (var it = new ExportWriter(export, 1000, false)) {
            it.add("Patient", patient("a")).add("Condition", rls("a"));
        }
        var run = screened();

        assertThat(run.rows().get("a"))
                .containsEntry("outcome", "could-not-look")
                .containsEntry("missing", "")
                .containsEntry("fer_state", "could-not-look")
                .containsEntry(
                        "not_looked_at",
                        "medication-requests medication-statements observations orders procedures reports");
        assertThat(run.console()).contains("could not look: Observation was not exported");
        assertThat(run.text("report.html")).contains("Observation was not exported");
    }

    @Test
    void aTypeThatWasAskedForAndOfWhichThereIsNothingIsEmpty() throws IOException {
        try (var it = new ExportWriter(export, 1000, false)
                .requested(
                        "?_type=Patient,Condition,Observation,DiagnosticReport,ServiceRequest",
                        "2026-11-20T10:00:00Z")) {
            it.add("Patient", patient("a")).add("Condition", rls("a"));
        }
        assertThat(screened().rows().get("a"))
                .containsEntry("missing", "FER TSAT B12 TSH A1C")
                .containsEntry("not_looked_at", "medication-requests medication-statements procedures");
    }

    @Test
    void whatChangedSinceADayAloneIsNotTheWhole() throws IOException {
        try (var it = whole().requested("?_since=2026-11-01T00:00:00%2B01:00", "2026-11-20T10:00:00Z")) {
            it.add("Patient", patient("a")).add("Condition", rls("a"));
            it.add("Observation", ferritin("a", "2026-10-01"));
        }
        assertThat(screened().rows().get("a")).containsEntry("outcome", "could-not-look");
    }

    @Test
    void aLaterExportAddsCorrectsAndDeletes() throws IOException {
        var later = folder.resolve("later");
        try (var it = whole().requested("", "2026-11-01T00:00:00Z")) {
            for (var id : List.of("a", "b", "c")) {
                it.add("Patient", patient(id)).add("Condition", rls(id)).add("Observation", ferritin(id, "2026-10-01"));
            }
        }
        try (var it = new ExportWriter(later, 1000, false)
                .requested("?_since=2026-11-01T00:00:00Z", "2026-11-20T10:00:00Z")) {
            it.add("Observation", result("a", "a-tsh", "3016-3", "2.1", "m[IU]/L", "2026-11-10"));
            it.add(
                    "Observation",
                    result(
                            "b",
                            "b-fer-2026-10-01",
                            "2276-4",
                            "120",
                            "ng/mL",
                            "2026-10-01",
                            "'status':'entered-in-error','meta':{'versionId':'2','lastUpdated':'2026-11-10T00:00:00Z'},"));
            it.deleted("Observation/c-fer-2026-10-01");
        }
        var run =
                ScreeningRun.of(List.of("--export", later + "," + export, "--out", out.toString(), "--plain-ids"), out);

        assertThat(run.rows().get("a")).containsEntry("missing", "TSAT B12 A1C");
        assertThat(run.rows().get("b")).containsEntry("missing", "FER TSAT B12 TSH A1C");
        assertThat(run.rows().get("c")).containsEntry("missing", "FER TSAT B12 TSH A1C");
    }

    @Test
    void betweenTwoExportsNothingMayBeLeftOut() throws IOException {
        var later = folder.resolve("later");
        try (var it = whole().requested("", "2026-11-01T00:00:00Z")) {
            it.add("Patient", patient("a")).add("Condition", rls("a")).add("Observation", ferritin("a", "2026-10-01"));
        }
        try (var it = new ExportWriter(later, 1000, false)
                .requested("?_since=2026-11-02T00:00:00Z", "2026-11-20T10:00:00Z")) {
            it.add("Observation", ferritin("a", "2026-11-10"));
        }
        var run =
                ScreeningRun.of(List.of("--export", export + "," + later, "--out", out.toString(), "--plain-ids"), out);

        assertThat(run.rows().get("a")).containsEntry("outcome", "could-not-look");
    }

    @Test
    void copiesInSeveralFilesCountOnceAndTheLaterVersionHolds() throws IOException {
        var corrected = result(
                "a", "o1", "2276-4", "120", "ng/mL", "2026-10-01", "'status':'cancelled','meta':{'versionId':'3'},");
        try (var it = new ExportWriter(export, 1, false)) {
            OTHERS.forEach(type -> empty(it, type));
            it.add("Patient", patient("a")).add("Patient", patient("a"));
            it.add("Condition", rls("a")).add("Condition", rls("a"));
            it.add("Observation", corrected);
            it.add(
                    "Observation",
                    result(
                            "a",
                            "o1",
                            "2276-4",
                            "120",
                            "ng/mL",
                            "2026-10-01",
                            "'status':'final','meta':{'versionId':'2'},"));
            // Corrected to something that means nothing to the workup: the version before no longer counts.
            it.add(
                    "Observation",
                    result(
                            "a",
                            "o2",
                            "3016-3",
                            "2",
                            "m[IU]/L",
                            "2026-10-01",
                            "'status':'final','meta':{'versionId':'1'},"));
            it.add(
                    "Observation",
                    result(
                            "a",
                            "o2",
                            "777-3",
                            "240",
                            "10*3/uL",
                            "2026-10-01",
                            "'status':'corrected','meta':{'versionId':'2'},"));
        }
        assertThat(screened().rows().get("a")).containsEntry("missing", "FER TSAT B12 TSH A1C");
    }

    private static void empty(ExportWriter export, String type) {
        try {
            export.empty(type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aWithdrawnDiagnosisLeavesNoRow() throws IOException {
        try (var it = whole()) {
            it.add("Patient", patient("a"));
            it.add("Condition", condition("a", "32914008", "confirmed", "'meta':{'versionId':'1'},"));
            it.add("Condition", condition("a", "32914008", "refuted", "'meta':{'versionId':'2'},"));
            it.empty("Observation");
        }
        assertThat(screened().rows()).isEmpty();
    }

    @Test
    void anotherPatientsResultsAndReportsOfThemMakeNothingDone() throws IOException {
        try (var it = whole()) {
            it.add("Patient", patient("a")).add("Patient", patient("b")).add("Condition", rls("a"));
            it.add("Observation", ferritin("b", "2026-10-01"));
            it.add(
                    "Observation",
                    json("{'resourceType':'Observation','id':'g','status':'final','subject':"
                        + "{'reference':'Group/a'},'performer':[{'reference':'Patient/a'}],'code':{'coding':[{'system':"
                        + "'http://loinc.org','code':'2276-4'}]},'effectiveDateTime':'2026-10-01'}"));
        }
        assertThat(screened().rows().get("a")).containsEntry("missing", "FER TSAT B12 TSH A1C");
    }

    @Test
    void aContainedResultCounts() throws IOException {
        try (var it = new ExportWriter(export, 1000, false)) {
            OTHERS.stream().filter(type -> !type.equals("DiagnosticReport")).forEach(type -> empty(it, type));
            it.add("Patient", patient("a")).add("Condition", rls("a")).empty("Observation");
            it.add(
                    "DiagnosticReport",
                    json("{'resourceType':'DiagnosticReport','id':'r','status':'final','subject':"
                        + "{'reference':'https://ehr.example/fhir/Patient/a'},'code':{'text':'Iron'},'effectiveDateTime':"
                        + "'2026-10-01','result':[{'reference':'#f'}],'contained':[{'resourceType':'Observation','id':'f',"
                        + "'status':'final','code':{'coding':[{'system':'http://loinc.org','code':'2276-4'}]},"
                        + "'effectiveDateTime':'2026-10-01','valueQuantity':{'value':120,'unit':'ng/mL'}}]}"));
        }
        assertThat(screened().rows().get("a")).containsEntry("fer_state", "done");
    }

    @Test
    void aMedicineThatIsReferredToIsLookedUpAndOneThatIsNotThereIsSaid() throws IOException {
        try (var it = new ExportWriter(export, 1000, false)) {
            OTHERS.stream().filter(type -> !type.equals("MedicationRequest")).forEach(type -> empty(it, type));
            it.add("Patient", patient("a")).add("Condition", rls("a")).empty("Observation");
            for (var product : List.of("m1", "m2")) {
                it.add(
                        "MedicationRequest",
                        json("{'resourceType':'MedicationRequest','id':'" + product
                                + "','status':'active','intent':'order','subject':{'reference':'Patient/a'},'authoredOn':"
                                + "'2026-10-01','medicationReference':{'reference':'Medication/" + product + "'}}"));
            }
            it.add("Medication", json("{'resourceType':'Medication','id':'m1','code':{'text':'Sertraline'}}"));
            it.add("Medication", json("{'resourceType':'Medication','id':'m9','code':{'text':'Pramipexole'}}"));
        }
        assertThat(screened().rows().get("a"))
                .containsEntry("medicines", "SERTRALINE")
                .containsEntry("not_looked_at", "unnamed-medicines:1");
    }

    @Test
    void aPatientWhoseRecordIsNotInTheExportCouldNotBeLookedAt() throws IOException {
        try (var it = whole()) {
            it.add("Patient", patient("z")).add("Condition", rls("a")).empty("Observation");
        }
        assertThat(screened().rows().get("a"))
                .containsEntry("outcome", "could-not-look")
                .containsEntry("not_looked_at", "patient");
    }

    @Test
    void aPatientWithAHundredThousandResultsIsAssessedLikeAnother() throws IOException {
        try (var it = new ExportWriter(export, 200_000, false)) {
            OTHERS.forEach(type -> empty(it, type));
            it.add("Patient", patient("a")).add("Condition", rls("a"));
            for (var i = 0; i < 100_000; i++) {
                var loinc = i % 4 == 0 ? "2276-4" : "777-3";
                it.add("Observation", result("a", "o" + i, loinc, "120", "ng/mL", "20" + (10 + i % 17) + "-03-01"));
            }
        }
        var row = screened().rows().get("a");

        assertThat(row).containsEntry("missing", "TSAT B12 TSH A1C").containsEntry("fer_last", "2026-03-01");
    }

    @Test
    void unitsAndCodesThatAreNotUnderstoodAreListedForTheSite() throws IOException {
        try (var it = whole()) {
            it.add("Patient", patient("a")).add("Condition", rls("a"));
            it.add("Observation", result("a", "o1", "2276-4", "12", "furlongs", "2026-10-01"));
            it.add(
                    "Observation",
                    json(
                            "{'resourceType':'Observation','id':'o2','status':'final','subject':"
                                + "{'reference':'Patient/a'},'code':{'coding':[{'system':'https://lab.example','code':'4711','display':'Ferritin,"
                                + " serum'}]},'effectiveDateTime':'2026-10-01','valueQuantity':{'value':30,'unit':'ng/mL'}}"));
        }
        assertThat(screened("--hide-below", "1").text("report.html"))
                .contains("<td>unit</td><td>FER</td><td>furlongs</td><td class=\"n\">1</td>")
                .contains("<td>code</td><td>FER</td><td>https://lab.example|4711 Ferritin, serum</td>");
    }
}
