package org.rlsworkup.knowledge.analyte;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;

/**
 * Something a laboratory measures, with every code under which its result may be filed and every unit it may have.
 *
 * @param id {@code FER}, {@code IRON}, {@code TIBC}
 * @param name as it stands in a sentence
 * @param scales families of units; the first is the main one
 * @param filings codes that count, each with what a result under it looks like
 * @param never codes that look alike and never count (goals, other specimens, invalid codes)
 * @param calculation how it is calculated from other analytes, or null if it is only ever measured
 */
public record Analyte(
        String id,
        String name,
        List<Scale> scales,
        Map<Code, Filing> filings,
        Set<Code> never,
        @Nullable Calculation calculation) {
    public Analyte {
        scales = List.copyOf(scales);
        filings = Collections.unmodifiableMap(new LinkedHashMap<>(filings));
        never = Set.copyOf(never);
    }

    /**
     * What is filed under a code.
     *
     * @param name of the code, shorter than LOINC's
     * @param unverified whether specimen or method was not confirmed in a second source
     * @param scales the scales on which a value may be; empty if a result counts as done and has no class
     * @param defaultUnit the unit that a site declares for numbers that it sends without one, or null
     */
    public record Filing(
            String name,
            boolean unverified,
            List<Scale> scales,
            @Nullable String defaultUnit) {
        public Filing {
            scales = List.copyOf(scales);
        }

        /** This with the unit that the site declares. */
        public Filing in(String unit) {
            return new Filing(name, unverified, scales, unit);
        }
    }

    /** The codes that count. */
    public Set<Code> codes() {
        return filings.keySet();
    }

    /** The scale to which values are converted where there is no threshold on their own. */
    public Scale main() {
        return scales.get(0);
    }

    /** The scale with this id. */
    public Scale scale(String scaleId) {
        return scales.stream()
                .filter(scale -> scale.id().equals(scaleId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no scale " + scaleId));
    }

    /** This with a site's codes and units. */
    public Analyte with(Map<Code, Filing> allFilings) {
        return new Analyte(id, name, scales, allFilings, never, calculation);
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
