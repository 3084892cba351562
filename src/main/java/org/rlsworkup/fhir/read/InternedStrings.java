package org.rlsworkup.fhir.read;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Strings that every chart repeats. They are recognized by their characters, so that reading one makes no new String. */
final class InternedStrings {
    private static final int SLOTS = 512;
    private static final @Nullable String[] KNOWN = new @Nullable String[SLOTS];
    private static final char[][] CHARS = new char[SLOTS][];

    static {
        for (var word : """
            http://loinc.org
            http://snomed.info/sct
            http://unitsofmeasure.org
            http://hl7.org/fhir/sid/icd-10
            http://hl7.org/fhir/sid/icd-10-cm
            http://www.nlm.nih.gov/research/umls/rxnorm
            http://www.whocc.no/atc
            http://terminology.hl7.org/CodeSystem/observation-category
            http://terminology.hl7.org/CodeSystem/condition-category
            http://terminology.hl7.org/CodeSystem/condition-clinical
            http://terminology.hl7.org/CodeSystem/condition-ver-status
            http://terminology.hl7.org/CodeSystem/v3-ActCode
            http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation
            http://terminology.hl7.org/CodeSystem/v2-0074
            Bundle Patient Condition Observation DiagnosticReport ServiceRequest Specimen OperationOutcome
            MedicationRequest MedicationStatement MedicationAdministration Medication Procedure Encounter Practitioner Organization
            registered preliminary final amended corrected cancelled entered-in-error unknown
            draft active on-hold revoked completed stopped partial appended
            proposal plan directive order original-order reflex-order filler-order instance-order option
            recurrence relapse inactive remission resolved unconfirmed provisional differential confirmed refuted
            female male
            problem-list-item encounter-diagnosis health-concern laboratory vital-signs
            self next previous match include outcome < <= >= >
            % ng/mL ug/L ug/dL umol/L mg/dL mg/L g/dL g/L mmol/L mmol/mol pg/mL ng/L pmol/L nmol/L pg
            m[IU]/L mIU/L u[IU]/mL uIU/mL [IU]/L U/L kg cm
            """.strip().split("\\s+", -1)) {
            var chars = word.toCharArray();
            var slot = slot(chars, 0, chars.length);
            while (KNOWN[slot] != null) {
                slot = (slot + 1) % SLOTS;
            }
            KNOWN[slot] = word;
            CHARS[slot] = chars;
        }
    }

    private InternedStrings() {}

    /** The string at which the parser is; null if it is blank. */
    static @Nullable String read(JsonParser parser) {
        var chars = parser.getStringCharacters();
        var from = parser.getStringOffset();
        var length = parser.getStringLength();
        var slot = slot(chars, from, length);
        for (var word = KNOWN[slot]; word != null; word = KNOWN[slot]) {
            if (Arrays.equals(CHARS[slot], 0, CHARS[slot].length, chars, from, from + length)) {
                return word;
            }
            slot = (slot + 1) % SLOTS;
        }
        var text = new String(chars, from, length);
        return text.isBlank() ? null : text;
    }

    /** A cheap hash that separates most of the words. */
    private static int slot(char[] chars, int from, int length) {
        if (length == 0) {
            return 0;
        }
        return (length * 37 + chars[from + length - 1] * 11 + chars[from + length / 2] * 5 + chars[from]) % SLOTS;
    }
}
