package org.rlsworkup.chart.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Canonical URIs of code systems, other spellings that EHRs send for them, and the form of their codes. */
final class CodeSystems {
    static final String LOINC = "http://loinc.org";
    static final String SNOMED_CT = "http://snomed.info/sct";
    static final String ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";
    private static final String OID = "urn:oid:";

    /** Each line is a canonical URI and its other names: OIDs, older and national addresses. */
    private static final String NAMES = """
        http://loinc.org 2.16.840.1.113883.6.1
        http://snomed.info/sct 2.16.840.1.113883.6.96
        http://www.nlm.nih.gov/research/umls/rxnorm 2.16.840.1.113883.6.88
        http://www.whocc.no/atc 2.16.840.1.113883.6.73 http://fhir.de/CodeSystem/dimdi/atc \
        http://fhir.de/CodeSystem/bfarm/atc
        http://hl7.org/fhir/sid/icd-10-cm 2.16.840.1.113883.6.90 http://terminology.hl7.org/CodeSystem/icd10CM \
        http://hl7.org/fhir/sid/icd-10-us
        http://hl7.org/fhir/sid/icd-10 2.16.840.1.113883.6.3
        http://fhir.de/CodeSystem/bfarm/icd-10-gm http://fhir.de/CodeSystem/dimdi/icd-10-gm \
        http://fhir.de/CodeSystem/icd-10-gm http://hl7.org/fhir/sid/icd-10-gm http://hl7.org/fhir/sid/icd-10-de
        http://hl7.org/fhir/sid/icd-10-am 2.16.840.1.113883.6.135
        http://hl7.org/fhir/sid/icd-10-ca
        http://hl7.org/fhir/sid/icd-10-se 1.2.752.116.1.1.1.1.3 1.2.752.116.1.1.1.1.8 1.2.752.116.1.1.1
        http://hl7.org/fhir/sid/icd-10-fi 1.2.246.537.6.1 1.2.246.537.6.1.1999
        http://hl7.org/fhir/sid/icd-9-cm 2.16.840.1.113883.6.103 http://hl7.org/fhir/sid/icd-9-cm/diagnosis \
        http://terminology.hl7.org/CodeSystem/icd9cm
        http://id.who.int/icd/release/11/mms http://id.who.int/icd11/mms http://hl7.org/fhir/sid/icd-11
        http://hl7.org/fhir/sid/icpc-2 2.16.840.1.113883.6.139
        http://terminology.hl7.org/CodeSystem/v3-ActCode 2.16.840.1.113883.5.4
        http://terminology.hl7.org/CodeSystem/v2-0004 2.16.840.1.113883.12.4
        http://terminology.hl7.org/CodeSystem/condition-clinical http://hl7.org/fhir/condition-clinical
        http://terminology.hl7.org/CodeSystem/condition-ver-status http://hl7.org/fhir/condition-ver-status
        http://terminology.hl7.org/CodeSystem/condition-category http://hl7.org/fhir/condition-category
        http://terminology.hl7.org/CodeSystem/data-absent-reason http://hl7.org/fhir/data-absent-reason
        """;

    /** Modifications of ICD-10: what a code of three or four characters means is the same in all of them. */
    private static final Set<String> ICD_10 = Set.of(
            ICD_10_CM,
            "http://hl7.org/fhir/sid/icd-10",
            "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
            "http://hl7.org/fhir/sid/icd-10-am",
            "http://hl7.org/fhir/sid/icd-10-ca",
            "http://hl7.org/fhir/sid/icd-10-se",
            "http://hl7.org/fhir/sid/icd-10-fi");

    private static final String ICD_9_CM = "http://hl7.org/fhir/sid/icd-9-cm";
    private static final String ATC = "http://www.whocc.no/atc";
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Z}]+");
    private static final Pattern DASH = Pattern.compile("[\u2010-\u2015\u2212]");
    /** The name of the system before the code. */
    private static final Pattern LOINC_NAME = Pattern.compile("(?i)^(?:loinc|ln)[:\\s_-]+(?=\\d)");

    private static final Pattern ICD_WITHOUT_DOT = Pattern.compile("[A-Z]\\d[0-9A-Z][0-9A-Z]{1,4}|\\d{4,5}");
    private static final Pattern ICD_MARKS = Pattern.compile("[+*!#†‡]+$");
    private static final Pattern EXPRESSION = Pattern.compile("[\\s=<(]*(\\d{6,18})\\b.*", Pattern.DOTALL);

    /** Refinements by which an expression denies its head concept: definitely not present, absent, known absent. */
    private static final Pattern DENIAL = Pattern.compile("=\\s*(410594000|2667000|410516002)\\b");

    private static final Map<String, String> CANONICAL = new HashMap<>();

    static {
        for (var line : NAMES.lines().toList()) {
            var names = line.split("\\s+", -1);
            for (var name : names) {
                CANONICAL.put(name, names[0]);
                CANONICAL.put(key(name), names[0]);
                CANONICAL.put(OID + name, names[0]);
            }
        }
    }

    private CodeSystems() {}

    /** The URI without version; that of a known system whatever its spelling. */
    static String canonical(String system) {
        // The constant, not the equal string that was sent: its hash is cached, and comparing it is comparing identity.
        if (system.equals(LOINC)) {
            return LOINC;
        }
        if (system.equals(SNOMED_CT)) {
            return SNOMED_CT;
        }
        var known = CANONICAL.get(system);
        if (known != null) {
            return known;
        }
        // HL7's other systems, of categories and the like, and the OIDs of laboratories are many and have one spelling.
        if ((system.startsWith(HL7) || system.startsWith(OID))
                && Character.isLetterOrDigit(system.charAt(system.length() - 1))
                && system.indexOf('|') < 0) {
            return system;
        }
        var bar = system.indexOf('|');
        var bare = (bar < 0 ? system : system.substring(0, bar)).strip();
        var key = key(bare);
        known = CANONICAL.get(key);
        if (known != null) {
            return known;
        }
        if (key.startsWith("snomed.info/sct/")) {
            return SNOMED_CT;
        }
        return stu3(bare, key);
    }

    /** HL7 moved its systems of version 2 and 3 after STU3. */
    private static String stu3(String bare, String key) {
        for (var version : new String[] {"v2", "v3"}) {
            var beginning = "hl7.org/fhir/" + version + "/";
            if (key.startsWith(beginning)) {
                var name = bare.substring(bare.length() - key.length() + beginning.length());
                return canonical(HL7 + version + "-" + name);
            }
        }
        return bare;
    }

    /** What spellings of one address or OID have in common. */
    private static String key(String name) {
        var key = name.toLowerCase(Locale.ROOT);
        for (var beginning : new String[] {"http://", "https://", OID, "www."}) {
            key = key.startsWith(beginning) ? key.substring(beginning.length()) : key;
        }
        while (key.endsWith("/")) {
            key = key.substring(0, key.length() - 1);
        }
        return key;
    }

    static boolean isIcd10(@Nullable String system) {
        return system != null && ICD_10.contains(system);
    }

    /** The code as its system writes it: of an expression of SNOMED CT the head concept, an ICD code with its dot. */
    static String code(@Nullable String system, String sent) {
        var code = plain(sent);
        if (system == null) {
            return code;
        }
        return switch (system) {
            case LOINC ->
                code.startsWith("L") || code.startsWith("l")
                        ? LOINC_NAME.matcher(code).replaceAll("")
                        : code;
            case SNOMED_CT -> head(code);
            case ATC -> code.toUpperCase(Locale.ROOT);
            case ICD_9_CM -> icd(code);
            default -> isIcd10(system) ? icd(code) : code;
        };
    }

    /** Without blanks around it; copied from documents, codes have blanks that cannot be seen and dashes for hyphens. */
    private static String plain(String sent) {
        for (var i = 0; i < sent.length(); i++) {
            if (sent.charAt(i) > '~') {
                var visible = INVISIBLE.matcher(sent).replaceAll(" ").strip();
                return DASH.matcher(visible).replaceAll("-");
            }
        }
        return sent.strip();
    }

    private static String head(String code) {
        for (var i = 0; i < code.length(); i++) {
            if (!Character.isDigit(code.charAt(i))) {
                var expression = EXPRESSION.matcher(code);
                return expression.matches() && !DENIAL.matcher(code).find() ? expression.group(1) : code;
            }
        }
        return code;
    }

    private static String icd(String code) {
        var plain =
                ICD_MARKS.matcher(code.toUpperCase(Locale.ROOT)).replaceAll("").strip();
        return ICD_WITHOUT_DOT.matcher(plain).matches() ? plain.substring(0, 3) + "." + plain.substring(3) : plain;
    }
}
