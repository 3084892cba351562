package org.rlsworkup.workup.diagnosis;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.Knowledge.GestationRules;
import org.rlsworkup.knowledge.ModifierRules;
import org.rlsworkup.knowledge.ModifierRules.Effect;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.RiskContext.ChartedAs;
import org.rlsworkup.workup.medicines.Medicines;

/** Finds the risk contexts that a chart shows: in Conditions, Procedures, medicines and a few results. */
public final class RiskContextFinder {
    private static final Set<String> ACTIVE = Set.of("active", "recurrence", "relapse");
    private static final Set<String> CLOSED = Set.of("inactive", "resolved");
    private static final Set<String> NOT_HELD_TRUE = Set.of("refuted", "entered-in-error", "differential");
    private static final Set<String> DONE = Set.of("completed", "in-progress");
    private static final Set<String> FINAL = Set.of("final", "amended", "corrected");

    /** A Condition without an onset may have begun as long before it was charted. */
    private static final int MOST_DAYS_CHARTED_LATE = 90;

    private final List<RiskContext> contexts;
    private final RiskContextIndex index;
    private final Gestation gestation;

    private final ModifierRules modifiers;

    public RiskContextFinder(List<RiskContext> contexts, GestationRules gestation, ModifierRules modifiers) {
        this.modifiers = modifiers;
        this.contexts = contexts;
        this.index = new RiskContextIndex(contexts);
        this.gestation = new Gestation(gestation);
    }

    /** The contexts that hold, in the order of the knowledge. */
    public ActiveContexts find(Chart chart, Medicines medicines, ZonedDateTime now) {
        var shown = new HashMap<String, ContextEvidence>();
        var sex = chart.patient() == null ? null : chart.patient().sex();
        var conditions = chart.conditions();
        for (var i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            if (isTrue(condition)) {
                addCondition(shown, index.matches(condition.code(), sex), condition, now);
            }
        }
        for (var procedure : chart.procedures()) {
            if (procedure.status() != null && DONE.contains(procedure.status())) {
                var done = procedure.performed();
                index.matches(procedure.code(), sex).forEach(context -> {
                    if (context.chartedAs() != ChartedAs.CONDITION) {
                        addDone(shown(shown, context), context, done, now);
                    }
                });
            }
        }
        var observations = chart.observations();
        for (var i = 0; i < observations.size(); i++) {
            addObserved(shown, observations.get(i), now);
        }
        if (!medicines.all().isEmpty() || !medicines.over().isEmpty()) {
            contexts.forEach(context -> addTreatment(shown, context, medicines, now));
        }
        return shown.isEmpty() ? ActiveContexts.NONE : active(shown, gestation.weeks(chart, now));
    }

    private boolean isTrue(Condition condition) {
        var effect = modifiers.of(condition.meta().modifiers());
        return effect != Effect.UNCERTAIN
                && effect != Effect.NOT_DONE
                && !isOneOf(NOT_HELD_TRUE, condition.verificationStatus());
    }

    private static boolean isOneOf(Set<String> statuses, @Nullable String status) {
        return status != null && statuses.contains(status);
    }

    private void addCondition(
            Map<String, ContextEvidence> shown, List<RiskContext> matches, Condition condition, ZonedDateTime now) {
        for (var context : matches) {
            var isEnded = matches.stream().anyMatch(other -> context.endedBy().contains(other.id()));
            var isClosed = !context.event()
                    && (isOneOf(CLOSED, condition.clinicalStatus())
                            // What is in remission is still a reason to test, but worsens nothing.
                            || (context.worsens() != null && "remission".equals(condition.clinicalStatus())));
            if (context.chartedAs() != ChartedAs.PROCEDURE && !isEnded && !isClosed) {
                addCondition(shown(shown, context), context, condition, now);
            }
        }
    }

    private void addCondition(ContextEvidence evidence, RiskContext context, Condition condition, ZonedDateTime now) {
        var charted = condition.charted();
        var told = gestation.daysLeft(context.id(), condition.code());
        var days = told == null ? context.withinDays() : told;
        if (charted == null) {
            // Something of limited duration may have been charted long ago.
            if (days == null || isOneOf(ACTIVE, condition.clinicalStatus())) {
                evidence.add(null);
            }
            return;
        }
        evidence.addEver(charted);
        if (days == null || charted.within(days, now)) {
            evidence.add(charted);
        } else if (told != null) {
            evidence.deny(charted.plusDays(told));
        }
        var onset = condition.onset();
        var first = onset == null || onset.day().isAfter(charted.day())
                ? charted.day().minusDays(MOST_DAYS_CHARTED_LATE)
                : onset.day();
        evidence.addTime(first, charted.day(), days);
    }

    /** Something done without a date may have been done long ago. */
    private static void addDone(
            ContextEvidence evidence, RiskContext context, @Nullable PartialDate done, ZonedDateTime now) {
        var days = context.withinDays();
        if (done != null) {
            evidence.addEver(done);
            evidence.addTime(done.day(), done.day(), days);
        }
        if (days == null || (done != null && done.within(days, now))) {
            evidence.add(done);
        }
    }

    private static ContextEvidence shown(Map<String, ContextEvidence> shown, RiskContext context) {
        return shown.computeIfAbsent(context.id(), id -> new ContextEvidence());
    }

    private static void addTreatment(
            Map<String, ContextEvidence> shown, RiskContext context, Medicines medicines, ZonedDateTime now) {
        for (var drug : context.drugs()) {
            var since = medicines.since(drug).orElse(null);
            if (medicines.isOn(drug, context.minimumMilligrams())
                    && (context.minimumDays() == 0 || isLongEnough(since, context.minimumDays(), now))) {
                var evidence = shown(shown, context);
                evidence.add(since);
                if (since != null) {
                    evidence.addTime(since.day(), since.day(), context.withinDays());
                }
            }
        }
        for (var drug : context.given()) {
            for (var given : medicines.given(drug)) {
                addDone(shown(shown, context), context, given, now);
            }
        }
    }

    private static boolean isLongEnough(@Nullable PartialDate since, int days, ZonedDateTime now) {
        return since != null && !since.within(days - 1, now) && !since.mayReachInto(days - 1, now);
    }

    private void addObserved(Map<String, ContextEvidence> shown, Observation observation, ZonedDateTime now) {
        // Checked first, because most of a chart is numbers.
        var answers = answers(observation);
        if (answers.isEmpty()) {
            return;
        }
        var sign = index.observed(observation);
        var date = observation.effective();
        if (sign == null
                || date == null
                || !FINAL.contains(String.valueOf(observation.status()))
                || !date.within(sign.withinDays(), now)) {
            return;
        }
        if (sign.inWords()) {
            if (sign.isIn(with(answers, observation.code().names()))) {
                shown(shown, sign.context()).add(date);
            }
            return;
        }
        if (!(observation.measured().value() instanceof Value.Text(var words))) {
            return;
        }
        var plain = PlainText.of(words);
        var found = shown(shown, sign.context());
        if (sign.yes().contains(plain)) {
            found.add(date);
        } else if (sign.no().contains(plain)) {
            found.deny(date);
        }
    }

    /** What its value and those of its components say in words. */
    private static List<String> answers(Observation observation) {
        List<String> answers = List.of();
        if (observation.measured().value() instanceof Value.Text(var words)) {
            answers = List.of(words);
        }
        for (var component : observation.components()) {
            if (component.measured().value() instanceof Value.Text(var words)) {
                answers = with(answers, List.of(words));
            }
        }
        return answers;
    }

    private static List<String> with(List<String> some, Collection<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private ActiveContexts active(Map<String, ContextEvidence> shown, @Nullable Integer weeks) {
        var ids = new HashSet<String>();
        var held = new ArrayList<RiskContext>();
        var dates = new HashMap<String, PartialDate>();
        var times = new HashMap<String, List<ActiveContexts.HeldTime>>();
        for (var context : contexts) {
            var own = shown.get(context.id());
            var endings = endings(context, shown);
            var spans = own == null ? List.<ActiveContexts.HeldTime>of() : own.times(endings);
            if (!spans.isEmpty()) {
                times.put(context.id(), spans);
            }
            if (own == null
                    ? isComposed(context, ids, weeks)
                    : own.holds() && endings.stream().noneMatch(ending -> ending.ends(own))) {
                ids.add(context.id());
                held.add(context);
                if (own != null && own.newest() != null) {
                    dates.put(context.id(), own.newest());
                }
            }
        }
        return new ActiveContexts(held, dates, times);
    }

    private static List<ContextEvidence> endings(RiskContext context, Map<String, ContextEvidence> shown) {
        return context.endedBy().stream()
                .flatMap(id -> Stream.ofNullable(shown.get(id)))
                .toList();
    }

    /** Whether contexts listed before it compose this one, in the weeks in which it holds. */
    private static boolean isComposed(RiskContext context, Set<String> held, @Nullable Integer weeks) {
        if (context.allOf().isEmpty() || !held.containsAll(context.allOf())) {
            return false;
        }
        var range = context.weeks();
        return range == null || (weeks != null && weeks >= range.from() && weeks <= range.to());
    }
}
