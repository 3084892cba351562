package org.rlsworkup.workup;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.Assessed.Stage;
import org.rlsworkup.workup.Assessment.IncompleteChart;
import org.rlsworkup.workup.Assessment.MedicationAdvice;
import org.rlsworkup.workup.Assessment.MedicationsOnly;
import org.rlsworkup.workup.Assessment.NoAdvice;
import org.rlsworkup.workup.Assessment.NoAdviceReason;
import org.rlsworkup.workup.diagnosis.ActiveContexts;
import org.rlsworkup.workup.diagnosis.CardOverrides;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.diagnosis.DiagnosisFinder;
import org.rlsworkup.workup.diagnosis.RiskContextFinder;
import org.rlsworkup.workup.interpretation.InRange;
import org.rlsworkup.workup.interpretation.ResultInterpreter;
import org.rlsworkup.workup.medicines.MedicationEvaluator;
import org.rlsworkup.workup.medicines.MedicineFinder;
import org.rlsworkup.workup.medicines.Medicines;
import org.rlsworkup.workup.missing.OpenCodes;
import org.rlsworkup.workup.missing.TestEvaluator;
import org.rlsworkup.workup.missing.TestFindings;
import org.rlsworkup.workup.results.ResultReader;

/**
 * Assesses a chart: whether RLS is charted, which tests of its workup are missing, and what the results say. A pure
 * function of the chart, the knowledge and the moment.
 */
public final class Workup {
    private final Knowledge knowledge;
    private final DiagnosisFinder diagnoses;
    private final RiskContextFinder contexts;
    private final ResultReader results;
    private final TestFindings tests;
    private final MedicineFinder medicines;
    private final OpenCodes open;
    private final InRange inRange;
    private final ResultInterpreter interpreter;
    private final MedicationEvaluator medicationEvaluator;
    private final Map<String, Stage> courses = new HashMap<>();

    /** Creates a workup that offers extended tests as {@code extended} says. */
    public Workup(Knowledge knowledge, ExtendedTests extended) {
        this.knowledge = knowledge;
        this.diagnoses = new DiagnosisFinder(knowledge.diagnosis());
        this.contexts = new RiskContextFinder(
                knowledge.contexts(), knowledge.gestation(), knowledge.records().modifiers());
        this.results = new ResultReader(knowledge);
        this.medicines = new MedicineFinder(knowledge.drugs());
        this.inRange = new InRange(knowledge);
        var evaluator = new TestEvaluator(knowledge);
        this.tests = new TestFindings(knowledge, extended, evaluator);
        this.open = new OpenCodes(knowledge, evaluator);
        this.interpreter = new ResultInterpreter(knowledge, evaluator);
        for (var test : knowledge.tests()) {
            if (test.course() != null) {
                courses.put(test.course().context(), Stage.TAKEN);
            }
            if (test.infusion() != null) {
                courses.put(test.infusion().context(), Stage.GIVEN);
                courses.put(test.infusion().orderedIn(), Stage.ORDERED);
            }
        }
        this.medicationEvaluator = new MedicationEvaluator(knowledge.medications());
    }

    /** By which it assesses. */
    public Knowledge knowledge() {
        return knowledge;
    }

    /** Whether the Conditions of the chart show RLS, active or in remission, so that the rest of the chart matters. */
    public boolean hasRls(Chart chart, ZonedDateTime now) {
        return diagnoses.isCharted(chart, now);
    }

    /** Ids of the Medications that the uses in the chart refer to without naming the drug themselves. */
    public List<String> medicationsToLookUp(Chart chart, ZonedDateTime now) {
        return medicines.toLookUp(chart.medicationUses(), chart, now);
    }

    /** As {@link #medicationsToLookUp(Chart, ZonedDateTime)}, for the draft orders of a call. */
    public List<String> medicationsToLookUp(List<MedicationUse> orders, Chart chart, ZonedDateTime now) {
        return medicines.toLookUp(medicines.ordered(orders, chart), chart, now);
    }

    /**
     * The codes under which a result from before a moment could still change the assessment.
     *
     * @param chart with all results since that moment
     */
    public Set<Code> openCodes(Chart chart, LocalDateTime before, ZonedDateTime now) {
        var held = contexts.find(chart, medicines.find(chart, now), now);
        var overrides = new CardOverrides(knowledge.declined(), List.of(), now);
        return open.of(facts(chart, held, overrides, now), before);
    }

    /**
     * Assesses the chart.
     *
     * @param overridden the cards about this patient that clinicians overrode
     * @param now the moment of the call; its zone is that of dates written without an offset
     */
    public Assessment assess(Chart chart, List<CardOverride> overridden, ZonedDateTime now) {
        return assess(chart, chart, overridden, now);
    }

    /**
     * As {@link #assess(Chart, List, ZonedDateTime)}, when Conditions are being added to the problem list.
     *
     * @param chart including these Conditions
     * @param charted these Conditions alone, the only ones that are searched for RLS
     */
    public Assessment assess(Chart chart, Chart charted, List<CardOverride> overridden, ZonedDateTime now) {
        var overrides = new CardOverrides(knowledge.declined(), overridden, now);
        var active = diagnoses.find(charted, overrides, now);
        if (active.isEmpty() && chart.unread().contains(Source.CONDITIONS)) {
            return new IncompleteChart(null, EnumSet.of(Source.CONDITIONS));
        }
        var diagnosis = active.or(() -> diagnoses.findInRemission(charted, overrides, now));
        if (diagnosis.isEmpty()) {
            return withoutDiagnosis(charted, now);
        }
        var taken = medicines.find(chart, now);
        var held = contexts.find(chart, taken, now);
        var suppressed = held.silencing(Silence.MISSING_TESTS) != null && held.silencing(Silence.RESULTS) != null;
        var reason = noAdviceReason(chart, suppressed, true, now);
        if (reason != null && reason != NoAdviceReason.WORKUP_SUPPRESSED) {
            return new NoAdvice(reason);
        }
        if (active.isEmpty() || reason != null) {
            var advice = advice(chart, diagnosis.get(), active.isEmpty(), false, held, taken, now)
                    .heeding(overrides);
            return !advice.earnsCard()
                    ? new NoAdvice(reason == null ? NoAdviceReason.RLS_NOT_CHARTED : reason)
                    : new MedicationsOnly(advice);
        }
        var unread = EnumSet.noneOf(Source.class);
        unread.addAll(chart.unread());
        unread.removeIf(source -> !source.isNeeded());
        return unread.isEmpty()
                ? assessed(diagnosis.get(), chart, held, taken, overrides, now)
                : new IncompleteChart(diagnosis.get(), unread);
    }

    /**
     * Medicines that are being ordered.
     *
     * @param signing whether they are being signed, which earns advice in an emergency, too
     * @param shown whether a draft order, as {@link Medicines.Use#draft} has it, was on a card a moment ago
     */
    public record Ordering(List<MedicationUse> orders, boolean signing, Predicate<String> shown) {
        public Ordering {
            orders = List.copyOf(orders);
        }
    }

    /**
     * Assesses medicines that are being ordered. Of the chart only the Conditions, the patient and the encounter matter.
     *
     * @param overridden the cards about this patient that clinicians overrode
     */
    public Assessment assessOrders(Chart chart, Ordering ordering, List<CardOverride> overridden, ZonedDateTime now) {
        var overrides = new CardOverrides(knowledge.declined(), overridden, now);
        var active = diagnoses.find(chart, overrides, now);
        var diagnosis = active.or(() -> diagnoses.findInRemission(chart, overrides, now));
        var unread = chart.unread().contains(Source.CONDITIONS);
        if (diagnosis.isEmpty()) {
            return unread ? new IncompleteChart(null, EnumSet.of(Source.CONDITIONS)) : withoutDiagnosis(chart, now);
        }
        var reason = noAdviceReason(chart, false, !ordering.signing(), now);
        if (reason != null) {
            return new NoAdvice(reason);
        }
        var held = contexts.find(chart, Medicines.NONE, now);
        var drafted = medicines
                .find(medicines.ordered(ordering.orders(), chart), chart, now)
                .without(ordering.shown());
        var advice = advice(chart, diagnosis.get(), active.isEmpty(), true, held, drafted, now);
        if (!advice.earnsCard()) {
            return new NoAdvice(NoAdviceReason.NO_RELEVANT_MEDICINE);
        }
        // An unread Condition may be what the medicine is for, and so make the advice needless.
        return unread ? new IncompleteChart(null, EnumSet.of(Source.CONDITIONS)) : new MedicationsOnly(advice);
    }

    private NoAdvice withoutDiagnosis(Chart charted, ZonedDateTime now) {
        return new NoAdvice(hasRls(charted, now) ? NoAdviceReason.DIAGNOSIS_WRONG : NoAdviceReason.RLS_NOT_CHARTED);
    }

    private MedicationAdvice advice(
            Chart chart,
            Diagnosis diagnosis,
            boolean inRemission,
            boolean ordering,
            ActiveContexts held,
            Medicines taken,
            ZonedDateTime now) {
        var situation = new MedicationEvaluator.Situation(
                chart.conditions(),
                held::holds,
                age(chart.patient(), now),
                ordering,
                !diagnosis.isTentative() && !inRemission);
        var findings = medicationEvaluator.evaluate(taken, situation);
        return new MedicationAdvice(
                diagnosis,
                inRemission,
                ordering,
                findings,
                Map.of(),
                ordering ? taken.drafts() : Map.of(),
                taken.unnamed(),
                chart.unread());
    }

    private @Nullable NoAdviceReason noAdviceReason(
            Chart chart, boolean suppressed, boolean mayWait, ZonedDateTime now) {
        var patient = chart.patient();
        if (patient != null && patient.deceased()) {
            return NoAdviceReason.DECEASED;
        }
        var age = age(patient, now);
        if (age != null && age < knowledge.diagnosis().minimumAge()) {
            return NoAdviceReason.TOO_YOUNG;
        }
        if (suppressed) {
            return NoAdviceReason.WORKUP_SUPPRESSED;
        }
        var encounter = chart.encounter();
        return mayWait && encounter != null && knowledge.encounters().defers(encounter)
                ? NoAdviceReason.DEFERRED
                : null;
    }

    private Assessed assessed(
            Diagnosis diagnosis,
            Chart chart,
            ActiveContexts held,
            Medicines taken,
            CardOverrides overrides,
            ZonedDateTime now) {
        var facts = facts(chart, held, overrides, now);
        var findings = tests.of(facts);
        return new Assessed(
                diagnosis,
                findings,
                held.held(),
                treatments(held),
                interpreter.interpret(findings, facts),
                taken,
                advice(chart, diagnosis, false, false, held, taken, now).heeding(overrides),
                chart.unread());
    }

    private TestEvaluator.Facts facts(Chart chart, ActiveContexts held, CardOverrides overrides, ZonedDateTime now) {
        return new TestEvaluator.Facts(
                chart, age(chart.patient(), now), held, results.read(chart, now), overrides, inRange::holds, now);
    }

    private List<Assessed.Treatment> treatments(ActiveContexts held) {
        var treatments = new ArrayList<Assessed.Treatment>();
        for (var context : held.held()) {
            var stage = courses.get(context.id());
            var since = stage == null ? null : held.date(context.id());
            if (stage != null && since != null) {
                treatments.add(new Assessed.Treatment(context, stage, since));
            }
        }
        return treatments;
    }

    /** Null if it is unknown: a day of birth that lies a year or more ahead is a slip. */
    private static @Nullable Integer age(@Nullable Patient patient, ZonedDateTime now) {
        var born = patient == null ? null : patient.birthDate();
        var years = born == null ? -1 : Math.toIntExact(ChronoUnit.YEARS.between(born.day(), now.toLocalDate()));
        return years < 0 ? null : years;
    }
}
