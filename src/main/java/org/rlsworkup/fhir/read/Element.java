package org.rlsworkup.fhir.read;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The elements of FHIR's resources and data types that are read. The parser matches them by the bytes of their names, so
 * that no String is made of a name: names are most of a chart.
 */
enum Element {
    RESOURCE_TYPE,
    ABATEMENT_DATE_TIME,
    ABATEMENT_PERIOD,
    ACTIVE,
    ADHERENCE,
    AGE,
    APPLIES_TO,
    AS_NEEDED,
    AS_NEEDED_BOOLEAN,
    AS_NEEDED_CODEABLE_CONCEPT,
    AS_NEEDED_FOR,
    AUTHORED_ON,
    BIRTH_DATE,
    BOUNDS_DURATION,
    BOUNDS_PERIOD,
    CATEGORY,
    CLASS,
    CLINICAL_STATUS,
    CODE,
    CODING,
    COLLECTED_DATE_TIME,
    COLLECTED_PERIOD,
    COLLECTION,
    COMPARATOR,
    COMPONENT,
    CONCEPT,
    CONTAINED,
    COUNT,
    DATA_ABSENT_REASON,
    DECEASED_BOOLEAN,
    DECEASED_DATE_TIME,
    DERIVED_FROM,
    DETAILS,
    DIAGNOSTICS,
    DISPLAY,
    DO_NOT_PERFORM,
    DOSAGE,
    DOSAGE_INSTRUCTION,
    DOSE_FORM,
    EFFECTIVE_DATE_TIME,
    EFFECTIVE_INSTANT,
    EFFECTIVE_PERIOD,
    EFFECTIVE_TIMING,
    ENCOUNTER,
    END,
    ENTRY,
    EVENT,
    EXPRESSION,
    EXTENSION,
    FOCUS,
    FORM,
    FULL_URL,
    GENDER,
    HAS_MEMBER,
    HIGH,
    ID,
    IDENTIFIER,
    INGREDIENT,
    INTENT,
    INTERPRETATION,
    ISSUE,
    ISSUED,
    ITEM,
    ITEM_CODEABLE_CONCEPT,
    ITEM_REFERENCE,
    LAST_UPDATED,
    LINK,
    LOCATION,
    LOW,
    MEDICATION,
    MEDICATION_CODEABLE_CONCEPT,
    MEDICATION_REFERENCE,
    META,
    MODE,
    MODIFIER_EXTENSION,
    /** R5's own spelling, of a MedicationAdministration. */
    OCCURENCE_DATE_TIME,
    OCCURENCE_PERIOD,
    OCCURRENCE_DATE_TIME,
    OCCURRENCE_PERIOD,
    OCCURRENCE_TIMING,
    ONSET_DATE_TIME,
    ONSET_PERIOD,
    PERFORMED_DATE_TIME,
    PERFORMED_PERIOD,
    PERFORMER,
    REASON,
    REASON_CODE,
    REASON_REFERENCE,
    RECORDED_DATE,
    REFERENCE,
    REFERENCE_RANGE,
    RELATION,
    REPEAT,
    RESOURCE,
    RESULT,
    ROUTE,
    SEARCH,
    SERVICE_TYPE,
    SEVERITY,
    SPECIMEN,
    START,
    STATUS,
    SUBJECT,
    SYSTEM,
    TEXT,
    TIMING,
    TOTAL,
    TYPE,
    UNIT,
    URL,
    VALUE,
    VALUE_CODE,
    VALUE_CODEABLE_CONCEPT,
    VALUE_INTEGER,
    VALUE_QUANTITY,
    VALUE_RANGE,
    VALUE_STRING,
    VERIFICATION_STATUS,
    VERSION_ID,
    /** Any other element; the parser has its name. */
    OTHER;

    private static final Element[] ALL = values();
    private static final PropertyNameMatcher MATCHER = new JsonFactory()
            .constructNameMatcher(
                    Arrays.stream(ALL)
                            .filter(element -> element != OTHER)
                            .map(element -> Named.fromString(element.jsonName))
                            .toList(),
                    false);

    private static final Set<Element> OF_ANY_TYPE = EnumSet.allOf(Element.class);
    private static final Set<Element> OF_EVERY_TYPE = EnumSet.of(RESOURCE_TYPE, ID, META, MODIFIER_EXTENSION);
    private static final Map<String, Set<Element>> BY_TYPE = new HashMap<>();

    static {
        """
        Patient identifier birthDate gender active deceased[x] link
        Condition subject code identifier extension clinicalStatus verificationStatus category onset[x] recordedDate abatement[x]
        Observation subject code status category contained identifier effective[x] issued value[x] dataAbsentReason referenceRange \
            interpretation component hasMember specimen performer derivedFrom focus
        DiagnosticReport subject code status identifier contained effective[x] issued result
        ServiceRequest subject code status identifier intent doNotPerform encounter authoredOn occurrence[x]
        Procedure subject code status identifier occurrence[x] performed[x]
        Encounter subject status identifier class location serviceType
        MedicationRequest subject status identifier category contained intent doNotPerform authoredOn medication[x] reasonCode \
            reasonReference reason dosageInstruction dosage
        MedicationStatement subject status identifier category contained effective[x] medication[x] reasonCode \
            reasonReference reason dosage dosageInstruction adherence
        MedicationAdministration subject status identifier category contained effective[x] occurence[x] medication[x]
        Medication contained code form doseForm ingredient
        Substance code
        Specimen type collection
        OperationOutcome issue
        """.lines().map(line -> line.split("\\s+", -1)).forEach(line -> BY_TYPE.put(line[0], elements(line)));
        BY_TYPE.put("MedicationUsage", BY_TYPE.getOrDefault("MedicationStatement", OF_EVERY_TYPE));
    }

    private final String jsonName;

    Element() {
        var camel = Pattern.compile("_(.)").matcher(name().toLowerCase(Locale.ROOT));
        this.jsonName = camel.replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static Set<Element> elements(String[] line) {
        var elements = EnumSet.copyOf(OF_EVERY_TYPE);
        Arrays.stream(line).skip(1).map(Element::named).forEach(elements::addAll);
        return elements;
    }

    /** The element with this name or, for {@code value[x]}, all of this choice, with those that are not listed here. */
    private static List<Element> named(String name) {
        var choice = name.endsWith("[x]") ? name.substring(0, name.length() - 3) : null;
        var named = Arrays.stream(ALL)
                .filter(element -> choice == null
                        ? element.jsonName.equals(name)
                        : element == OTHER || element.jsonName.startsWith(choice))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("There is no element " + name);
        }
        return named;
    }

    /** The elements that are read of a resource type, all if it is not known yet; others are skipped. */
    static Set<Element> of(@Nullable String type) {
        return type == null ? OF_ANY_TYPE : BY_TYPE.getOrDefault(type, OF_EVERY_TYPE);
    }

    /** Moves the parser to the name of the next member of an object; null at its end. */
    static @Nullable Element next(JsonParser parser) {
        var match = parser.nextNameMatch(MATCHER);
        if (match >= 0) {
            return ALL[match];
        }
        return match == PropertyNameMatcher.MATCH_UNKNOWN_NAME ? OTHER : null;
    }
}
