package org.rlsworkup.workup;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.workup.PlainFacts.Result;

/**
 * The published rules once more, as a clinician would work through them for one patient: which core tests are due, and
 * which rules earn a card. Written from the text of the rules, not from the knowledge file or the code that reads it, and
 * kept simple at the price of repetition.
 */
record WorkupOracle(PlainFacts facts) {
    private static final int YEAR = 365;
    private static final int THREE_YEARS = 1095;
    private static final int SHORT = 90;

    /** The core tests that a card names: {@code FER} where it is missing, {@code ~FER} where a recheck is due. */
    Set<String> due() {
        var due = new TreeSet<String>();
        iron("FER", due);
        iron("TSAT", due);
        if (facts.age() >= 18) {
            other("B12", facts.cobalamin() != null && facts.cobalamin() >= 30, due);
            other("TSH", false, due);
            var beforeHbA1c = !due.isEmpty();
            var unreliable = facts.pregnant() != null || facts.dialysis() != null || facts.sickleCell();
            // In known diabetes it is offered beside others, and is no reason for a card.
            other("A1C", unreliable || (facts.diabetes() && !beforeHbA1c), due);
        }
        return due;
    }

    private void iron(String test, Set<String> due) {
        if (isOrdered(test)) {
            return;
        }
        if (isRecheckDue(test)) {
            due.add("~" + test);
        } else if (current(test).isEmpty() && !isInfusedLately()) {
            due.add(test);
        }
    }

    private void other(String test, boolean off, Set<String> due) {
        if (!off && !isOrdered(test) && current(test).isEmpty()) {
            due.add(test);
        }
    }

    /** By an active order of the last 90 days; it counts only where no result does. */
    private boolean isOrdered(String test) {
        return facts.ordered().stream().anyMatch(it -> it.test().equals(test) && it.day() <= SHORT)
                && (isRecheckDue(test) || current(test).isEmpty());
    }

    /** Under iron by mouth from day 84 on, after an infusion from day 57 on. */
    private boolean isRecheckDue(String test) {
        if (!test.equals("FER") && !test.equals("TSAT")) {
            return false;
        }
        var newest = facts.newest(test);
        if (facts.infusion() != null && facts.dialysis() == null) {
            return facts.infusion() > 56
                    && (current(test).isEmpty() || newest.orElseThrow().day() > facts.infusion());
        }
        var start = facts.oralIron();
        return start != null
                && start >= 84
                && (newest.isEmpty()
                        || (newest.get().day() > start - 84 && newest.get().day() > SHORT));
    }

    /** Within 56 days, where nothing on file means: due later. */
    private boolean isInfusedLately() {
        return facts.infusion() != null && facts.infusion() <= 56 && facts.dialysis() == null;
    }

    /** The newest result, if it is within the look-back. */
    private Optional<Result> current(String test) {
        return facts.newest(test).filter(it -> it.day() <= lookBack(it));
    }

    private int lookBack(Result result) {
        return switch (result.test()) {
            case "FER", "TSAT" -> facts.pregnant() != null || facts.dialysis() != null ? SHORT : YEAR;
            case "B12" ->
                isBetween(result, limit(result, 350, 258), Double.MAX_VALUE) && !isTreated() ? THREE_YEARS : YEAR;
            case "TSH" ->
                !facts.lithium() && facts.pregnant() == null && result.value() >= 0.4 && result.value() <= 4.0
                        ? THREE_YEARS
                        : YEAR;
            case "A1C" -> result.value() < limit(result, 5.7, 39) && !isUnreliable(result) ? THREE_YEARS : YEAR;
            default -> YEAR;
        };
    }

    private boolean isTreated() {
        return facts.cobalamin() != null && facts.cobalamin() >= 30;
    }

    private static boolean isBetween(Result result, double above, double to) {
        return result.value() > above && result.value() <= to;
    }

    private static double limit(Result result, double mass, double moles) {
        return result.unit().startsWith("pmol") || result.unit().startsWith("mmol") ? moles : mass;
    }

    /** HbA1c with a haemoglobinopathy, or drawn in pregnancy or dialysis. */
    private boolean isUnreliable(Result result) {
        return facts.sickleCell() || isDuring(result, facts.pregnant()) || isDuring(result, facts.dialysis());
    }

    private static boolean isDuring(Result result, @Nullable Integer since) {
        return since != null && result.day() <= since;
    }

    /** The rules that earn a card, with its indicator: {@code IRON-AD-1 warning}. */
    Set<String> rules() {
        var rules = new TreeSet<String>();
        var ferritin = isRecheckDue("FER") ? null : current("FER").orElse(null);
        var saturation = isRecheckDue("TSAT") ? null : current("TSAT").orElse(null);
        var iron = iron(ferritin == null ? null : nanograms(ferritin), saturation == null ? null : saturation.value());
        if (iron != null && !facts.overload()) {
            var given = facts.dialysis() == null ? facts.infusion() : null;
            var isBefore = isBefore(ferritin, given) || isBefore(saturation, given);
            var isAfter = isLately(ferritin, given) || isLately(saturation, given);
            if (!isAfter) {
                rules.add(isBefore ? iron.replace("warning", "info") : iron);
            }
        }
        if (facts.age() >= 16) {
            current("B12").map(this::b12).ifPresent(rules::add);
        }
        current("TSH").map(this::tsh).ifPresent(rules::add);
        current("A1C").map(this::hba1c).ifPresent(rules::add);
        current("EGFR").map(this::egfr).ifPresent(rules::add);
        return rules;
    }

    private static boolean isBefore(@Nullable Result result, @Nullable Integer given) {
        return result != null && given != null && result.day() > given;
    }

    private static boolean isLately(@Nullable Result result, @Nullable Integer given) {
        return result != null && given != null && result.day() <= given && given - result.day() <= 56;
    }

    private static double nanograms(Result ferritin) {
        return ferritin.unit().equals("pmol/L") ? ferritin.value() * 0.445 : ferritin.value();
    }

    private @Nullable String iron(@Nullable Double ferritin, @Nullable Double saturation) {
        var isHigh = saturation != null && saturation >= 45;
        var isLow = saturation != null && saturation < 20;
        var threshold = facts.age() < 18 ? 49.999 : 75;
        var isDepleted = ferritin != null && ferritin <= threshold;
        if (facts.dialysis() != null) {
            return isHigh && (ferritin == null || ferritin > 75 || (facts.age() < 18 && ferritin >= 50))
                    ? high(ferritin, saturation)
                    : isLow && ferritin != null && ferritin < 200 ? "IRON-ESRD-1 warning" : null;
        }
        if (isHigh && isDepleted) {
            return ferritin < 30 ? "IRON-MIX warning" : "IRON-MIX info";
        }
        if (isHigh) {
            return high(ferritin, saturation);
        }
        if (facts.age() < 18) {
            return isDepleted ? "IRON-PED-1 warning" : null;
        }
        if (isLow && ferritin != null && ferritin > 100) {
            return ferritin > 300 ? "IRON-AD-5 info" : "IRON-AD-3 warning";
        }
        if (isDepleted || isLow) {
            return "IRON-AD-1 warning";
        }
        return ferritin != null && ferritin <= 100 ? "IRON-AD-2 info" : null;
    }

    /** Iron overload is named in adults only, at lower levels in women before the menopause. */
    private String high(@Nullable Double ferritin, double saturation) {
        var isYoungWoman = facts.sex() == Sex.FEMALE && facts.age() < 55;
        var isOverload = facts.age() >= 18
                && ferritin != null
                && ((ferritin > 300 && saturation > 50) || (isYoungWoman && ferritin > 200 && saturation > 45));
        return isOverload ? "IRON-HI warning" : "IRON-HI info";
    }

    private @Nullable String b12(Result result) {
        if (facts.pregnant() != null) {
            return result.value() <= limit(result, 350, 258) ? "B12-PREG info" : null;
        }
        if (result.value() < limit(result, 180, 133)) {
            var since = facts.cobalamin();
            return since == null || since - result.day() >= 30 ? "B12-LOW warning" : "B12-LOW info";
        }
        return result.value() <= limit(result, 350, 258) && !isTreated() ? "B12-IND info" : null;
    }

    private @Nullable String tsh(Result result) {
        return result.value() >= 10
                ? "TSH-HI2 warning"
                : result.value() < 0.1 && facts.pregnant() == null ? "TSH-LO2 warning" : null;
    }

    private @Nullable String hba1c(Result result) {
        if (facts.diabetes() || result.value() < limit(result, 6.5, 48)) {
            return null;
        }
        return isUnreliable(result) ? "A1C-GLU info" : "A1C-DM warning";
    }

    private @Nullable String egfr(Result result) {
        return facts.dialysis() != null || result.value() >= 30
                ? null
                : result.value() < 15 ? "GFR-3 warning" : "GFR-2 warning";
    }
}
