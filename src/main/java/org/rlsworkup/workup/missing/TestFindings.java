package org.rlsworkup.workup.missing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.workup.missing.TestEvaluator.Facts;

/** Decides which tests are looked at for one patient, and in which order they are listed. */
public final class TestFindings {
    private final ExtendedTests extended;
    private final TestEvaluator tests;
    private final List<LabTest> core;
    private final List<LabTest> further;
    private final List<LabTest> reflex;

    public TestFindings(Knowledge knowledge, ExtendedTests extended, TestEvaluator tests) {
        this.extended = extended;
        this.tests = tests;
        this.core = knowledge.tests(Tier.CORE);
        this.further = knowledge.tests(Tier.EXTENDED);
        this.reflex = knowledge.tests(Tier.REFLEX);
    }

    /** One for each core test, the higher-yield missing ones first, then one for each other test that is on. */
    public List<Finding> of(Facts facts) {
        var findings = new ArrayList<Finding>();
        for (var i = 0; i < core.size(); i++) {
            findings.add(tests.evaluate(core.get(i), facts));
        }
        if (!facts.contexts().held().isEmpty()) {
            keepBesideOthers(findings, facts);
            findings.sort(Comparator.comparing(finding -> !(finding instanceof Finding.Missing missing)
                    || missing.higherYieldIn().isEmpty()));
        }
        var isAnyMissing = findings.stream().anyMatch(Finding.Missing.class::isInstance);
        if (isAnyMissing) {
            findings.addAll(instead(findings, facts));
            findings.addAll(firstInContext(findings, facts));
        }
        if (extended == ExtendedTests.ALWAYS || (extended == ExtendedTests.WITH_CORE && isAnyMissing)) {
            further.stream()
                    .filter(test -> test.on() || test.onIn().stream().anyMatch(facts.contexts()::holds))
                    .forEach(test -> findings.add(tests.evaluate(test, facts)));
        }
        return findings;
    }

    /** Some tests are offered in a context, and are no reason for a card there. */
    private static void keepBesideOthers(List<Finding> findings, Facts facts) {
        var isAnyReason = findings.stream()
                .anyMatch(finding -> finding instanceof Finding.Missing && besideOthersIn(finding, facts) == null);
        if (!isAnyReason) {
            findings.replaceAll(finding -> {
                var context = finding instanceof Finding.Missing ? besideOthersIn(finding, facts) : null;
                return context == null
                        ? finding
                        : new Finding.NotSuggested(finding.test(), new Finding.Exclusion.ByContext(context));
            });
        }
    }

    private static @Nullable RiskContext besideOthersIn(Finding finding, Facts facts) {
        for (var context : facts.contexts().held()) {
            if (finding.test().besideOthersIn().contains(context.id())) {
                return context;
            }
        }
        return null;
    }

    /** The follow-up tests that are offered in place of core tests that a context turns off. */
    private List<Finding> instead(List<Finding> findings, Facts facts) {
        return reflex.stream()
                .filter(test -> findings.stream().anyMatch(finding -> isInstead(test, finding)))
                .map(test -> tests.evaluate(test, facts))
                .toList();
    }

    private static boolean isInstead(LabTest test, Finding finding) {
        return finding instanceof Finding.NotSuggested(var core, var exclusion)
                && exclusion instanceof Finding.Exclusion.ByContext
                && test.id().equals(core.instead());
    }

    /** The follow-up tests that come first where a context makes a missing core test higher-yield. */
    private List<Finding> firstInContext(List<Finding> findings, Facts facts) {
        var contexts = findings.stream()
                .filter(Finding.Missing.class::isInstance)
                .flatMap(finding -> ((Finding.Missing) finding).higherYieldIn().stream())
                .map(RiskContext::id)
                .toList();
        return reflex.stream()
                .filter(test -> test.onIn().stream().anyMatch(contexts::contains))
                .map(test -> tests.evaluate(test, facts))
                .toList();
    }
}
