package org.rlsworkup.knowledge.analyte;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** Something a laboratory measures, with every code under which its result may be filed and every unit it may have. */
public record Analyte(
        @Key(value = "Stable id.", id = Ids.ANALYTE) String id,
        @Key("As it stands in a sentence.") String name,

        @Key("Families of units: units that differ by a power of ten or by spelling only. The first is the main one.")
        List<Scale> scales,

        @Key("How a percentage is calculated from others.") @Nullable
        Calculation calculated,

        @Key("Codes under which a result counts.") Map<Code, ResultCode> codes,

        @Key(value = "Codes that look alike and never count.", optional = true)
        Map<Code, Lookalike> never,

        @Key(value = "Words for its specimen, which no other analyte may have.", optional = true)
        Set<String> specimens) {
    public Analyte {
        scales = withMain(scales);
        var resolved = new LinkedHashMap<Code, ResultCode>();
        for (var code : codes.entrySet()) {
            resolved.put(code.getKey(), code.getValue().on(scales));
        }
        codes = Collections.unmodifiableMap(resolved);
    }

    private static List<Scale> withMain(List<Scale> scales) {
        if (scales.isEmpty() || scales.getFirst().toMain() != null) {
            return scales;
        }
        var all = new ArrayList<>(scales);
        all.set(0, scales.getFirst().asMain());
        return all;
    }

    /**
     * A code under which results are filed.
     *
     * @param scales on which a value under it may be; empty if it counts as done and has no class
     */
    public record ResultCode(
            @Key(value = "The code.", id = Ids.ENTRY) Code code,
            @Key("Its name, shorter than LOINC's.") String name,

            @Key(value = "Scales that go with what the code measures; without it, all.", optional = true, least = 1)
            List<String> units,

            @Key("Whether a value is done without a class.") boolean noClass,
            @Key("Whether it lacks a second source.") boolean unverified,

            @Key(value = "The unit that the site declares for numbers without one.", derived = true) @Nullable
            String defaultUnit,

            @Key(value = "From the site file.", derived = true)
            boolean ofSite,

            List<Scale> scales) {

        /** A site's code. It says nothing of mass or moles: every unit goes with it, in its usual meaning. */
        public static ResultCode local(Code code) {
            return new ResultCode(code, "local", List.of(), false, false, null, true, List.of());
        }

        /** This with the unit that a site declares for numbers without one. */
        public ResultCode in(String unit) {
            return new ResultCode(code, name, units, noClass, unverified, unit, ofSite, scales);
        }

        private ResultCode on(List<Scale> all) {
            var own = noClass
                    ? List.<Scale>of()
                    : all.stream()
                            .filter(scale -> units.isEmpty()
                                    ? !ofSite || scale.id().equals(scale.unit())
                                    : units.contains(scale.id()))
                            .toList();
            return new ResultCode(code, name, units, noClass, unverified, defaultUnit, ofSite, own);
        }
    }

    /** A code that looks as if it belonged here: a goal, another specimen, an invalid code. */
    public record Lookalike(
            @Key(value = "The code.", id = Ids.ENTRY, anyCheckDigit = true)
            Code code,

            @Key("What it stands for.") String name,
            @Key("Whether its check digit is wrong.") boolean invalidCheckDigit) {}

    /** The scale to which values are converted where there is no threshold on their own. */
    public Scale main() {
        return scales.getFirst();
    }

    /** The scale with this id. */
    public Scale scale(String scaleId) {
        return scales.stream()
                .filter(scale -> scale.id().equals(scaleId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no scale " + scaleId));
    }

    /** This with a site's codes and units. */
    public Analyte with(Map<Code, ResultCode> allCodes) {
        return new Analyte(id, name, scales, calculated, allCodes, never, specimens);
    }

    /** The id says it all; comparing hundreds of codes for each result would not say more. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Analyte that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
