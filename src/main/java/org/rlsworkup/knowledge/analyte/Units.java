package org.rlsworkup.knowledge.analyte;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Units of one family with their factors to its canonical unit, found in the spellings in which laboratories write
 * them.
 */
public final class Units {
    /** The annotations that say something about the quantity; any other is a remark. */
    private static final Pattern REMARK = Pattern.compile("(?i)\\{(?!(?:creat|1\\.73_m2|ratio)})[^{}]*}");

    private static final Pattern MICRO = Pattern.compile("(?<![A-Za-z])[mM][cC](?=[A-Za-z\\[])");
    /** A remark in brackets at the end, such as {@code (calc)} or {@code [NGSP]}, but not {@code [IU]} or {@code (1.73)}. */
    private static final Pattern BRACKETED =
            Pattern.compile("(?i)(?<=.)[(\\[](?!i?u]|1\\.73|g?\\.?cre|arb)[a-z](?:[a-z .,:_-]|a1c)*[)\\]]$");
    /** UCUM's exponents: {@code ng.mL-1} is {@code ng/mL}. */
    private static final Pattern PER = Pattern.compile("[.·*⋅]?([A-Za-z]+)\\^?[-−]1");

    private static final Pattern BEFORE_EXPONENT = Pattern.compile("(?<=[A-Za-z])\\s+(?=[A-Za-z]+\\^?[-−]1)");

    private static final Pattern INTERNATIONAL = Pattern.compile("(?<![A-Za-z])([mukn]?)(?:UI|IE|E|lU)(?=/|$)");
    /** The area to which a clearance is normed, however it is written. */
    private static final Pattern BODY_SURFACE =
            Pattern.compile("(?i)[/.*·({\\[]*(?:per)?[/({\\[]*1[.,]73.*$|(?<=min)/(?:1[.,]7|bsa|sa|normko)$");
    /** Words for parts of a unit, and what stands for them: in this order. */
    private static final List<Word> WORDS = List.of(
            new Word("\\b([mnp])(?:illi|ano|ico)[ -]?(?=[giulm])", "$1"),
            new Word("\\bmicro[ -]?(?=[giulm])", "u"),
            new Word("grams?\\b", "g"),
            new Word("moles?\\b", "mol"),
            new Word("(?:lit(?:er|re)s?|ltr)\\b", "L"),
            new Word("int(?:ernational|\\.)?[ -]?units?\\b", "IU"),
            new Word("\\b([mu]?)units?\\b", "$1U"),
            new Word("\\bmls\\b", "mL"),
            new Word("\\s+per\\s+|\\\\|/\\(", "/"),
            new Word("(?<=\\w)\\.$", ""));

    private static final int LONGEST = 60;

    private final Map<String, BigDecimal> written;
    private final Map<String, BigDecimal> bySpelling = new HashMap<>();
    private final Map<String, BigDecimal> byCapitals = new HashMap<>();

    private record Word(Pattern written, String meant) {
        Word(String written, String meant) {
            this(Pattern.compile("(?i)" + written), meant);
        }
    }

    /**
     * These units.
     *
     * @param written each unit as it stands in the knowledge, with its factor to the canonical one
     */
    public Units(Map<String, BigDecimal> written) {
        this.written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
        written.forEach((unit, factor) -> {
            var spelling = spelling(unit);
            bySpelling.put(spelling, factor);
            byCapitals.put(spelling.toUpperCase(Locale.ROOT), factor);
        });
    }

    /** The units as they stand in the knowledge. */
    public Map<String, BigDecimal> written() {
        return written;
    }

    /** The factor to the canonical unit, or null if this is none of these units. */
    public @Nullable BigDecimal factor(String unit) {
        // Most laboratories write a unit just as the knowledge does.
        var asWritten = written.get(unit);
        return asWritten != null ? asWritten : respelled(unit);
    }

    private @Nullable BigDecimal respelled(String unit) {
        var spelling = spelling(unit);
        var factor = bySpelling.get(spelling);
        // UCUM's case-insensitive form is written in capitals: no telling milli from mega by then.
        return factor == null && isInCapitals(unit) ? byCapitals.get(spelling.toUpperCase(Locale.ROOT)) : factor;
    }

    private static boolean isInCapitals(String unit) {
        return REMARK.matcher(BRACKETED.matcher(unit.strip()).replaceAll(""))
                .replaceAll("")
                .chars()
                .noneMatch(Character::isLowerCase);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** The unit without what spellings differ in; empty if it says nothing: it is blank, or a remark only. */
    public static String spelling(String unit) {
        if (unit.length() > LONGEST) {
            return unit;
        }
        var narrow = isAscii(unit) ? unit.strip() : Normalizer.normalize(unit.strip(), Normalizer.Form.NFKC);
        var dotted = BEFORE_EXPONENT
                .matcher(BRACKETED.matcher(narrow).replaceAll(""))
                .replaceAll(".");
        var bare =
                BODY_SURFACE.matcher(abbreviated(dotted).replaceAll("\\s", "")).replaceAll("/1.73m2");
        var plain = PER.matcher(REMARK.matcher(bare).replaceAll("")).replaceAll("/$1");
        var micro = MICRO.matcher(plain.replace('µ', 'u').replace('μ', 'u')).replaceAll("u");
        var international = INTERNATIONAL.matcher(micro).replaceAll("$1IU");
        var spelled = new StringBuilder(international.length());
        international.chars().forEach(c -> spelled.append(c == 'M' ? 'M' : Character.toLowerCase((char) c)));
        return spelled.toString()
                .replace("[iu]", "iu")
                .replace("²", "2")
                .replace("^2", "2")
                .replace("percent", "%")
                .replace("unit/", "u/");
    }

    private static String abbreviated(String unit) {
        var shorter = unit;
        for (var word : WORDS) {
            shorter = word.written().matcher(shorter).replaceAll(word.meant());
        }
        return shorter;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Units that && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return "Units" + written.keySet();
    }
}
