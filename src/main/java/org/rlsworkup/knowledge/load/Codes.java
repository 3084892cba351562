package org.rlsworkup.knowledge.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rlsworkup.chart.value.Code;

/** Reads codes written as {@code SYSTEM code}, with the system's short name from the {@code systems} of the file. */
final class Codes {
    private final Map<String, String> systems = new LinkedHashMap<>();

    Codes(Fields systems) {
        for (var name : systems.keys()) {
            this.systems.put(name, systems.text(name));
        }
    }

    private Codes(Map<String, String> systems) {
        this.systems.putAll(systems);
    }

    /** The systems by their short names. */
    Map<String, String> systems() {
        return Collections.unmodifiableMap(systems);
    }

    /** These systems and those of a site. */
    Codes and(Fields more) {
        var all = new Codes(systems);
        for (var name : more.keys()) {
            if (systems.containsKey(name)) {
                more.problem(name, "is already a system of the knowledge file");
            }
            all.systems.put(name, more.text(name));
        }
        return all;
    }

    /** Reads the code under this key. */
    Code code(Fields fields, String key) {
        return read(fields.text(key), fields, key, false);
    }

    /** Reads a code that is listed because it is no valid code. */
    Code invalidCode(Fields fields, String key) {
        return read(fields.text(key), fields, key, true);
    }

    /** Reads a code written as text. */
    Code read(String written, Fields fields, String key, boolean invalidCheckDigit) {
        var blank = written.indexOf(' ');
        var system = systems.get(blank < 0 ? written : written.substring(0, blank));
        if (blank < 0 || system == null) {
            fields.problem(
                    key,
                    "'" + written + "' must be a system's short name, a blank and a code; systems: "
                            + String.join(", ", systems.keySet()));
            return new Code(null, written);
        }
        var code = new Code(system, written.substring(blank + 1).strip());
        if (code.isLoinc() && LoincCheckDigit.isRight(code.code()) == invalidCheckDigit) {
            fields.problem(
                    key,
                    invalidCheckDigit
                            ? "'" + code.code() + "' has a right LOINC check digit"
                            : "'" + code.code() + "' is no LOINC code: its check digit is wrong");
        }
        return code;
    }
}
