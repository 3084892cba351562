package org.rlsworkup.fhir.read;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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
    DECEASED_DATE_TIME_EXTENSION("_deceasedDateTime"),
    DERIVED_FROM,
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
    LINK,
    LOCATION,
    LOW,
    MEDICATION,
    MEDICATION_CODEABLE_CONCEPT,
    MEDICATION_REFERENCE,
    MODE,
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
    VALUE_CODEABLE_CONCEPT,
    VALUE_INTEGER,
    VALUE_QUANTITY,
    VALUE_RANGE,
    VALUE_STRING,
    VERIFICATION_STATUS,
    /** Any other element; the parser has its name. */
    OTHER;

    private static final Element[] ALL = values();
    private static final PropertyNameMatcher MATCHER = new JsonFactory().constructNameMatcher(names(), false);

    private final String jsonName;

    Element() {
        var words = name().split("_", -1);
        var camel = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
        for (var i = 1; i < words.length; i++) {
            camel.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(Locale.ROOT));
        }
        this.jsonName = camel.toString();
    }

    Element(String jsonName) {
        this.jsonName = jsonName;
    }

    private static List<Named> names() {
        return Arrays.stream(ALL)
                .filter(element -> element != OTHER)
                .map(element -> Named.fromString(element.jsonName))
                .toList();
    }

    /** The element with this name or, for {@code value[x]}, all of this choice, with those that are not listed here. */
    static Set<Element> named(String name) {
        var choice = name.endsWith("[x]") ? name.substring(0, name.length() - 3) : null;
        var named = Arrays.stream(ALL)
                .filter(element -> choice == null
                        ? element.jsonName.equals(name)
                        : element == OTHER || element.jsonName.replace("_", "").startsWith(choice))
                .collect(Collectors.toSet());
        if (named.isEmpty()) {
            throw new IllegalArgumentException("There is no element " + name);
        }
        return named;
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
