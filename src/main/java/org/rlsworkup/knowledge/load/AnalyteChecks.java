package org.rlsworkup.knowledge.load;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Calculation;
import org.rlsworkup.knowledge.analyte.Conversion;
import org.rlsworkup.knowledge.analyte.Scale;

/** Checks analytes and tests: units, codes that stand for two things, calculations, when a test is offered. */
final class AnalyteChecks {
    private final Knowledge knowledge;
    private final Problems problems;
    private final Map<Code, String> owners = new HashMap<>();

    AnalyteChecks(Knowledge knowledge, Problems problems) {
        this.knowledge = knowledge;
        this.problems = problems;
    }

    void run() {
        Problems.each("analytes", knowledge.analytes().values(), (analyte, at) -> check(analyte, at + "."));
        Problems.each("tests", knowledge.tests(), (test, at) -> check(test, at + "."));
    }

    private void check(Analyte analyte, String path) {
        var scales = analyte.scales();
        var ids = new HashSet<String>();
        Problems.each(path + "scales", scales, (scale, at) -> {
            check(scale, ids.isEmpty(), at + ".");
            var isTwice = !ids.add(scale.id());
            problems.check(isTwice, at + ".unit", "'" + scale.id() + "' is listed twice; give one of them an id");
        });
        Problems.each(path + "codes", analyte.codes().values(), (code, at) -> {
            own(code.code(), analyte.id(), at + ".code");
            check(code, scales, at + ".");
        });
        Problems.each(path + "never", analyte.never().values(), (lookalike, at) -> {
            var code = lookalike.code();
            own(code, analyte.id(), at + ".code");
            problems.check(
                    code.isLoinc() && Vocabulary.hasRightCheckDigit(code.code()) == lookalike.invalidCheckDigit(),
                    at + ".code",
                    "'" + code.code()
                            + (lookalike.invalidCheckDigit()
                                    ? "' has a right LOINC check digit"
                                    : "' is no LOINC code: its check digit is wrong"));
        });
        if (analyte.calculated() != null) {
            var part = knowledge.analytes().get(analyte.calculated().part());
            if (part != null) {
                Problems.each(
                        path + "calculated.wholes",
                        analyte.calculated().wholes(),
                        (whole, at) -> check(whole, part, at + ".as"));
            }
        }
    }

    private void own(Code code, String owner, String path) {
        problems.checkOwner(owners, code, owner, path, "'" + code.code() + "' is already listed for ");
    }

    private void check(Scale scale, boolean isMain, String path) {
        var own = scale.accepts().factor(scale.unit());
        problems.check(
                own == null || own.compareTo(BigDecimal.ONE) != 0,
                path + "accepts",
                "must hold '" + scale.unit() + "' with the factor 1");
        var conversion = scale.toMain();
        if (isMain) {
            problems.check(!Conversion.NONE.equals(conversion), path + "toMain", "the first scale is the main one");
        } else if (scale.noClass() == (conversion != null)) {
            problems.check(path + "toMain", scale.noClass() ? "says nothing where noClass is true" : "is missing");
        } else if (conversion != null && conversion.times() == null && conversion.dividedBy() == null) {
            problems.check(path + "toMain.times", "is missing, and dividedBy too");
        }
    }

    private void check(Analyte.ResultCode code, List<Scale> scales, String path) {
        var ids = scales.stream().map(Scale::id).toList();
        var what = "scale of this analyte; scales: " + String.join(", ", ids);
        problems.checkKnown(path + "units", code.units(), ids, what);
        problems.check(code.noClass() && !code.units().isEmpty(), path + "units", "says nothing where noClass is true");
        // Under one code, a unit has one meaning.
        for (var scale : code.scales()) {
            for (var unit : scale.accepts().written().keySet()) {
                var isElsewhere = code.scales().stream()
                        .anyMatch(
                                other -> !other.equals(scale) && other.accepts().factor(unit) != null);
                problems.check(isElsewhere, path + "units", "'" + unit + "' is on several of these scales");
            }
        }
    }

    private void check(Calculation.Whole whole, Analyte part, String path) {
        var analyte = knowledge.analytes().get(whole.analyte());
        if (analyte == null) {
            return;
        }
        var scales = analyte.scales().stream().map(Scale::id).toList();
        var ofPart = part.scales().stream().map(Scale::id).toList();
        whole.as().forEach((scale, amounts) -> {
            problems.check(!scales.contains(scale), path, "'" + scale + "' is no scale of " + analyte.id());
            problems.check(amounts.size() != 1, path + "." + scale, "must name one unit with its factor");
            amounts.keySet().stream()
                    .filter(unit -> !ofPart.contains(unit))
                    .forEach(unit -> problems.check(path, "'" + unit + "' is no scale of " + part.id()));
        });
        scales.stream()
                .filter(scale -> whole.as().isEmpty()
                        ? !ofPart.contains(scale)
                        : !whole.as().containsKey(scale))
                .forEach(scale -> problems.check(path, "does not say what '" + scale + "' amounts to"));
    }

    private void check(LabTest test, String path) {
        var onlyExtended = test.on() || test.askedOnlyIfOn() || !test.onIn().isEmpty();
        problems.check(
                test.tier() != Tier.EXTENDED && onlyExtended,
                path + "tier",
                "must be extended where on, onIn or askedOnlyIfOn is said");
        problems.check(test.tier() != Tier.CORE && test.recommended(), path + "recommended", "is for core tests");
        Problems.each(path + "calculatedFrom", test.calculatedFrom(), (pair, at) -> {
            if (pair.size() != 2) {
                problems.check(at, "must be a pair of analytes");
            } else if (test.measuredBy().stream()
                    .noneMatch(id -> isCalculated(knowledge.analytes().get(id), pair))) {
                problems.check(at, "is no pair from which an analyte of this test is calculated");
            }
        });
        Problems.each(path + "panels", test.panels().values(), (panel, at) -> {
            // A panel may hold several tests, but is no result of an analyte.
            var before = owners.get(panel.code());
            problems.check(
                    before != null, at + ".code", "'" + panel.code().code() + "' is already listed for " + before);
        });
    }

    private static boolean isCalculated(@Nullable Analyte analyte, List<String> pair) {
        return analyte != null
                && analyte.calculated() != null
                && analyte.calculated().part().equals(pair.get(0))
                && analyte.calculated().wholes().stream()
                        .anyMatch(whole -> whole.analyte().equals(pair.get(1)));
    }
}
