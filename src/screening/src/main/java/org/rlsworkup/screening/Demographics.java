package org.rlsworkup.screening;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Patient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a patient's record is only counted by, and never decides anything.
 *
 * @param organisation name or reference of the organisation that manages the record, or empty
 */
record Demographics(@Nullable Patient record, String organisation) {
    static final Demographics UNKNOWN = new Demographics(null, "");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST = 80;

    /** Of two versions of the record the later one. */
    Demographics later(Patient other, String json) {
        return record != null && record.meta().compareVersion(other.meta()) > 0
                ? this
                : new Demographics(other, organisation(json));
    }

    private static String organisation(String json) {
        var reference = JSON.readTree(json).path("managingOrganization");
        var display = reference.path("display").asString("").strip();
        var name = display.isEmpty() ? reference.path("reference").asString("").strip() : display;
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }

    String sex() {
        return record == null || record.sex() == null
                ? "unknown"
                : record.sex().name().toLowerCase(Locale.ROOT);
    }

    String ageBand(ZonedDateTime now) {
        if (record == null || record.birthDate() == null) {
            return "unknown";
        }
        var age = ChronoUnit.YEARS.between(record.birthDate().day(), now.toLocalDate());
        return age < 18 ? "00-17" : age < 40 ? "18-39" : age < 65 ? "40-64" : age < 80 ? "65-79" : "80+";
    }
}
