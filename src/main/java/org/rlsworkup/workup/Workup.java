package org.rlsworkup.workup;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.Declined;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.RiskContext.Silence;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.Assessment.CouldNotLook;
import org.rlsworkup.workup.Assessment.OnMedications;
import org.rlsworkup.workup.Assessment.Silent;
import org.rlsworkup.workup.Assessment.Why;
import org.rlsworkup.workup.diagnosis.ContextFinder;
import org.rlsworkup.workup.diagnosis.Contexts;
import org.rlsworkup.workup.diagnosis.Declines;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.diagnosis.DiagnosisFinder;
import org.rlsworkup.workup.interpretation.Readings;
import org.rlsworkup.workup.medicines.MedicationEvaluator;
import org.rlsworkup.workup.medicines.MedicineFinder;
import org.rlsworkup.workup.medicines.Medicines;
import org.rlsworkup.workup.missing.Finding;
import org.rlsworkup.workup.missing.TestEvaluator;
import org.rlsworkup.workup.results.ResultReader;

/**
 * Decides about a chart: whether RLS is charted, which tests of its workup are missing, and what the
 * results say. A pure function of the chart, the knowledge and the moment.
 */
public final class Workup {
    private final Knowledge knowledge;
    private final ExtendedTests extended;
    private final DiagnosisFinder diagnoses;
    private final ContextFinder contexts;
    private final ResultReader results;
    private final TestEvaluator tests;
    private final MedicineFinder medicines;
    private final Readings readings;
    private final MedicationEvaluator medicationJudge;
    private final Set<String> courses = new HashSet<>();
    private final List<LabTest> coreTests;
    private final List<LabTest> extendedTests;

    /** Makes a workup that offers extended tests as {@code extended} says. */
    public Workup(Knowledge knowledge, ExtendedTests extended) {
        this.knowledge = knowledge;
        this.extended = extended;
        this.diagnoses = new DiagnosisFinder(knowledge.diagnosis());
        this.contexts = new ContextFinder(knowledge.contexts(), knowledge.gestation());
        this.results = new ResultReader(knowledge);
        this.tests = new TestEvaluator(knowledge);
        this.medicines = new MedicineFinder(knowledge.drugs());
        this.readings = new Readings(knowledge, tests);
        knowledge.tests().stream()
                .flatMap(test -> Stream.ofNullable(test.course()))
                .forEach(course -> courses.add(course.context()));
        this.coreTests = knowledge.tests(Tier.CORE);
        this.extendedTests = knowledge.tests(Tier.EXTENDED);
        this.medicationJudge = new MedicationEvaluator(knowledge.medications());
    }

    /** The RLS diagnosis among the Conditions read so far, if any; nothing else of the chart is looked at. */
    public Optional<Diagnosis> diagnosis(Chart chart, ZonedDateTime now) {
        return diagnoses.find(chart, now);
    }

    /**
     * Whether the Conditions read so far show that the rest of the chart matters: RLS is charted, be it in remission.
     */
    public boolean isConcerned(Chart chart, ZonedDateTime now) {
        return diagnoses.find(chart, now).isPresent()
                || diagnoses.findInRemission(chart, now).isPresent();
    }

    /** Ids of the Medications that a use in the chart refers to without any other word on which drug it is. */
    public List<String> medicationsToLookUp(Chart chart, ZonedDateTime now) {
        return medicines.toLookUp(chart.medicationUses(), chart, now);
    }

    /** As {@link #medicationsToLookUp(Chart, ZonedDateTime)}, for orders that a call brings with it. */
    public List<String> medicationsToLookUp(List<MedicationUse> orders, Chart chart, ZonedDateTime now) {
        return medicines.toLookUp(medicines.ordered(orders, chart), chart, now);
    }

    /**
     * Judges the chart.
     *
     * @param declined the cards about this patient that clinicians overrode
     * @param now the moment of the call; its zone is that of dates written without an offset
     */
    public Assessment assess(Chart chart, List<Declined> declined, ZonedDateTime now) {
        return assess(chart, chart, declined, now);
    }

    /**
     * As {@link #assess(Chart, List, ZonedDateTime)}, at the moment at which Conditions are charted.
     *
     * @param chart with these Conditions in it
     * @param charted these Conditions alone: only among them RLS is looked for
     */
    public Assessment assess(Chart chart, Chart charted, List<Declined> declined, ZonedDateTime now) {
        var declines = new Declines(knowledge.declines(), declined, now);
        var diagnosis = diagnoses.find(charted, declines, now);
        if (diagnosis.isEmpty()) {
            return chart.unread().contains(Source.CONDITIONS)
                    ? new CouldNotLook(EnumSet.of(Source.CONDITIONS))
                    : inRemission(chart, charted, declines, now);
        }
        var taken = medicines.find(chart, now);
        var held = contexts.find(chart, taken, now);
        var silence = silence(chart, held, now);
        if (silence == Why.NO_WORKUP_IN_CONTEXT) {
            return onMedications(advice(chart, diagnosis.get(), false, false, held, taken, now), silence);
        }
        if (silence != null) {
            return new Silent(silence);
        }
        var unread = EnumSet.noneOf(Source.class);
        unread.addAll(chart.unread());
        unread.removeIf(source -> !source.isNeeded());
        return unread.isEmpty()
                ? assessed(diagnosis.get(), chart, held, taken, declines, now)
                : new CouldNotLook(unread);
    }

    /**
     * Judges medicines as they are being ordered. Of the chart only the Conditions, the patient and the encounter
     * matter.
     *
     * @param declined the cards about this patient that clinicians overrode
     * @param signing whether they are being signed: advice then comes in an emergency, too
     */
    public Assessment assessOrders(
            Chart chart, List<MedicationUse> orders, List<Declined> declined, boolean signing, ZonedDateTime now) {
        var declines = new Declines(knowledge.declines(), declined, now);
        var active = diagnoses.find(chart, declines, now);
        var diagnosis = active.or(() -> diagnoses.findInRemission(chart, declines, now));
        var unread = chart.unread().contains(Source.CONDITIONS);
        if (diagnosis.isEmpty()) {
            return unread
                    ? new CouldNotLook(EnumSet.of(Source.CONDITIONS))
                    : new Silent(isConcerned(chart, now) ? Why.DIAGNOSIS_WRONG : Why.RLS_NOT_CHARTED);
        }
        var held = contexts.find(chart, Medicines.NONE, now);
        var silence = silence(chart, now);
        if (silence != null) {
            return new Silent(silence);
        }
        if (!signing && isDeferred(chart)) {
            return new Silent(Why.DEFERRED);
        }
        var drafted = medicines.find(medicines.ordered(orders, chart), chart, now);
        var advice = advice(chart, diagnosis.get(), active.isEmpty(), true, held, drafted, now);
        if (advice.findings().isEmpty()) {
            return new Silent(Why.NO_MEDICINE_OF_NOTE);
        }
        // What a medicine is for, and with it whether a word is due, may stand in the part that was not read.
        return unread ? new CouldNotLook(EnumSet.of(Source.CONDITIONS)) : new OnMedications(advice);
    }

    private Assessment inRemission(Chart chart, Chart charted, Declines declines, ZonedDateTime now) {
        var past = diagnoses.findInRemission(charted, declines, now);
        if (past.isEmpty()) {
            return new Silent(isConcerned(charted, now) ? Why.DIAGNOSIS_WRONG : Why.RLS_NOT_CHARTED);
        }
        var taken = medicines.find(chart, now);
        var held = contexts.find(chart, taken, now);
        var silence = silence(chart, held, now);
        if (silence != null && silence != Why.NO_WORKUP_IN_CONTEXT) {
            return new Silent(silence);
        }
        var advice = advice(chart, past.get(), true, false, held, taken, now);
        return onMedications(advice, silence == null ? Why.RLS_NOT_CHARTED : silence);
    }

    private static Assessment onMedications(MedicationAdvice advice, Why otherwise) {
        return advice.findings().isEmpty() ? new Silent(otherwise) : new OnMedications(advice);
    }

    private MedicationAdvice advice(
            Chart chart,
            Diagnosis diagnosis,
            boolean inRemission,
            boolean ordering,
            Contexts held,
            Medicines taken,
            ZonedDateTime now) {
        var situation = new MedicationEvaluator.Situation(
                chart.conditions(),
                held::holds,
                age(chart.patient(), now),
                ordering,
                !diagnosis.isTentative() && !inRemission);
        var findings = medicationJudge.judge(taken, situation);
        return new MedicationAdvice(diagnosis, inRemission, ordering, findings, taken.unnamed(), chart.unread());
    }

    /** Who is told nothing at all. */
    private @Nullable Why silence(Chart chart, ZonedDateTime now) {
        var patient = chart.patient();
        if (patient != null && patient.deceased()) {
            return Why.DECEASED;
        }
        var age = age(patient, now);
        return age != null && age < knowledge.diagnosis().minimumAge() ? Why.TOO_YOUNG : null;
    }

    private @Nullable Why silence(Chart chart, Contexts held, ZonedDateTime now) {
        var silence = silence(chart, now);
        if (silence != null) {
            return silence;
        }
        if (held.silencing(Silence.MISSING_TESTS) != null && held.silencing(Silence.RESULTS) != null) {
            return Why.NO_WORKUP_IN_CONTEXT;
        }
        return isDeferred(chart) ? Why.DEFERRED : null;
    }

    private boolean isDeferred(Chart chart) {
        var encounter = chart.encounter();
        return encounter != null && knowledge.encounters().defers(encounter);
    }

    private Assessed assessed(
            Diagnosis diagnosis, Chart chart, Contexts held, Medicines taken, Declines declines, ZonedDateTime now) {
        var facts = new TestEvaluator.Facts(
                chart, age(chart.patient(), now), held, results.read(chart, now), declines, now);
        var findings = findings(facts);
        return new Assessed(
                diagnosis,
                findings,
                held.held(),
                treatments(held),
                readings.read(findings, facts),
                taken,
                advice(chart, diagnosis, false, false, held, taken, now),
                chart.unread());
    }

    private List<Assessed.Treatment> treatments(Contexts held) {
        var treatments = new ArrayList<Assessed.Treatment>();
        for (var context : held.held()) {
            var since = courses.contains(context.id()) ? held.date(context.id()) : null;
            if (since != null) {
                treatments.add(new Assessed.Treatment(context, since));
            }
        }
        return treatments;
    }

    private List<Finding> findings(TestEvaluator.Facts facts) {
        var findings = new ArrayList<Finding>(knowledge.tests().size());
        for (var i = 0; i < coreTests.size(); i++) {
            findings.add(tests.evaluate(coreTests.get(i), facts));
        }
        if (!facts.contexts().held().isEmpty()) {
            findings.sort(Comparator.comparing(Workup::isOrdinary));
        }
        if (extended == ExtendedTests.ALWAYS || (extended == ExtendedTests.WITH_CORE && isAnyMissing(findings))) {
            extendedTests.stream()
                    .filter(test -> isOn(test, facts.contexts()))
                    .forEach(test -> findings.add(tests.evaluate(test, facts)));
        }
        return findings;
    }

    private static boolean isAnyMissing(List<Finding> findings) {
        for (var finding : findings) {
            if (finding instanceof Finding.Missing) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOn(LabTest test, Contexts held) {
        return test.offer().on() || test.offer().onIn().stream().anyMatch(held::holds);
    }

    private static boolean isOrdinary(Finding finding) {
        return !(finding instanceof Finding.Missing missing)
                || missing.higherYieldIn().isEmpty();
    }

    private static @Nullable Integer age(@Nullable Patient patient, ZonedDateTime now) {
        if (patient == null || patient.birthDate() == null) {
            return null;
        }
        LocalDate born = patient.birthDate().day();
        return Math.toIntExact(ChronoUnit.YEARS.between(born, now.toLocalDate()));
    }
}
