package org.rlsworkup.chart.value;

import java.util.Map;

/** Canonical URIs of code systems, and other spellings that EHRs send for them. */
final class CodeSystems {
    static final String LOINC = "http://loinc.org";
    static final String SNOMED_CT = "http://snomed.info/sct";

    private static final Map<String, String> OTHER_SPELLINGS = Map.ofEntries(
            Map.entry("urn:oid:2.16.840.1.113883.6.1", LOINC),
            Map.entry("urn:oid:2.16.840.1.113883.6.96", SNOMED_CT),
            Map.entry("urn:oid:2.16.840.1.113883.6.88", "http://www.nlm.nih.gov/research/umls/rxnorm"),
            Map.entry("urn:oid:2.16.840.1.113883.6.73", "http://www.whocc.no/atc"),
            Map.entry("urn:oid:2.16.840.1.113883.6.90", "http://hl7.org/fhir/sid/icd-10-cm"),
            Map.entry("urn:oid:2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10"),
            Map.entry("urn:oid:2.16.840.1.113883.6.103", "http://hl7.org/fhir/sid/icd-9-cm"));

    private CodeSystems() {}

    /** The URI without version, an OID or a SNOMED CT edition replaced by the canonical one. */
    static String canonical(String system) {
        // The constant, not the equal string that was sent: its hash is cached, and comparing it is comparing identity.
        if (system.equals(LOINC)) {
            return LOINC;
        }
        if (system.equals(SNOMED_CT)) {
            return SNOMED_CT;
        }
        var bar = system.indexOf('|');
        var bare = bar < 0 ? system : system.substring(0, bar);
        if (bare.startsWith(SNOMED_CT + "/")) {
            return SNOMED_CT;
        }
        return bare.startsWith("urn:oid:") ? OTHER_SPELLINGS.getOrDefault(bare, bare) : bare;
    }
}
