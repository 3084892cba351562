package org.rlsworkup.workup.diagnosis;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Set<String> CLOSED = Set.of("inactive", "resolved");
    private static final Set<String> NOT_HELD_TRUE = Set.of("refuted", "entered-in-error", "differential");
    private static final Set<String> DONE = Set.of("completed", "in-progress");
    private static final Set<String> FINAL = Set.of("final", "amended", "corrected");

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

    /** The evidence for one context in the chart. */
    private static final class Shown {
        private boolean shown;
        private @Nullable PartialDate newest;
        private @Nullable PartialDate denied;

        void add(@Nullable PartialDate date) {
            shown = true;
            newest = isLater(date, newest) ? date : newest;
        }

        void deny(@Nullable PartialDate date) {
            denied = isLater(date, denied) ? date : denied;
        }

        boolean holds() {
            return shown && (denied == null || !isLater(denied, newest));
        }
    }

    /** The contexts that hold, in the order of the knowledge. */
    public ActiveContexts find(Chart chart, Medicines medicines, ZonedDateTime now) {
        var shown = new HashMap<String, Shown>();
        var conditions = chart.conditions();
        for (var i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            if (isTrue(condition)) {
                var charted = condition.charted();
                index.matches(condition.code())
                        .forEach(context -> add(shown, context, ChartedAs.CONDITION, charted, now));
            }
        }
        for (var procedure : chart.procedures()) {
            if (procedure.status() != null && DONE.contains(procedure.status())) {
                var done = procedure.performed();
                index.matches(procedure.code()).forEach(context -> add(shown, context, ChartedAs.PROCEDURE, done, now));
            }
        }
        var observations = chart.observations();
        for (var i = 0; i < observations.size(); i++) {
            addObserved(shown, observations.get(i), now);
        }
        if (!medicines.all().isEmpty()) {
            contexts.forEach(context -> addTreatment(shown, context, medicines, now));
        }
        return shown.isEmpty() ? ActiveContexts.NONE : active(shown, gestation.weeks(chart, now));
    }

    private boolean isTrue(Condition condition) {
        var effect = modifiers.of(condition.meta().modifiers());
        return effect != Effect.UNCERTAIN
                && effect != Effect.NOT_DONE
                && !(condition.verificationStatus() != null && NOT_HELD_TRUE.contains(condition.verificationStatus()))
                && !(condition.clinicalStatus() != null && CLOSED.contains(condition.clinicalStatus()));
    }

    private static void add(
            Map<String, Shown> shown,
            RiskContext context,
            ChartedAs as,
            @Nullable PartialDate date,
            ZonedDateTime now) {
        var chartedAs = context.chartedAs();
        if ((chartedAs == ChartedAs.EITHER || chartedAs == as)
                && (context.withinDays() == null || isCurrent(date, as, context.withinDays(), now))) {
            shown.computeIfAbsent(context.id(), id -> new Shown()).add(date);
        }
    }

    /** A problem without a date is charted now; something done without a date may have been done long ago. */
    private static boolean isCurrent(@Nullable PartialDate date, ChartedAs as, int days, ZonedDateTime now) {
        return date == null ? as == ChartedAs.CONDITION : date.within(days, now);
    }

    private static void addTreatment(
            Map<String, Shown> shown, RiskContext context, Medicines medicines, ZonedDateTime now) {
        for (var drug : context.drugs()) {
            var since = medicines.since(drug).orElse(null);
            if (medicines.isOn(drug)
                    && (context.minimumDays() == 0 || isLongEnough(since, context.minimumDays(), now))) {
                shown.computeIfAbsent(context.id(), id -> new Shown()).add(since);
            }
        }
    }

    private static boolean isLongEnough(@Nullable PartialDate since, int days, ZonedDateTime now) {
        return since != null && !since.within(days - 1, now) && !since.mayReachInto(days - 1, now);
    }

    private void addObserved(Map<String, Shown> shown, Observation observation, ZonedDateTime now) {
        // Checked first, because most of a chart is numbers.
        if (!(observation.measured().value() instanceof Value.Text(var words))) {
            return;
        }
        var sign = index.observed(observation.code());
        var date = observation.effective();
        if (sign == null
                || date == null
                || !FINAL.contains(String.valueOf(observation.status()))
                || !date.within(sign.withinDays(), now)) {
            return;
        }
        var plain = PlainText.of(words);
        var found = shown.computeIfAbsent(sign.context().id(), id -> new Shown());
        if (sign.yes().contains(plain)) {
            found.add(date);
        } else if (sign.no().contains(plain)) {
            found.deny(date);
        }
    }

    private ActiveContexts active(Map<String, Shown> shown, @Nullable Integer weeks) {
        var ids = new HashSet<String>();
        var held = new ArrayList<RiskContext>();
        var dates = new HashMap<String, PartialDate>();
        for (var context : contexts) {
            var own = shown.get(context.id());
            if (own == null ? isComposed(context, ids, weeks) : own.holds() && !hasEnded(context, own, shown)) {
                ids.add(context.id());
                held.add(context);
                if (own != null && own.newest != null) {
                    dates.put(context.id(), own.newest);
                }
            }
        }
        return new ActiveContexts(held, dates);
    }

    /** Whether contexts listed before it compose this one, in the weeks in which it holds. */
    private static boolean isComposed(RiskContext context, Set<String> held, @Nullable Integer weeks) {
        if (context.allOf().isEmpty() || !held.containsAll(context.allOf())) {
            return false;
        }
        var range = context.weeks();
        return range == null || (weeks != null && weeks >= range.from() && weeks <= range.to());
    }

    private static boolean hasEnded(RiskContext context, Shown own, Map<String, Shown> shown) {
        var ending = shown.get(String.valueOf(context.endedBy()));
        return ending != null && ending.shown && ending.newest != null && !isLater(own.newest, ending.newest);
    }

    private static boolean isLater(@Nullable PartialDate date, @Nullable PartialDate than) {
        return date != null && (than == null || date.earliest().isAfter(than.earliest()));
    }
}
