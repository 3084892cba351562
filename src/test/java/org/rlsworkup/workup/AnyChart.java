package org.rlsworkup.workup;

import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.workup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.workup.Assessment.Assessed;

/** Charts that nobody wrote, of an adult or a child with RLS, with results in every unit that is shipped. */
public final class AnyChart {
    private static final List<String> STATUS = List.of(
            "final",
            "final",
            "final",
            "final",
            "amended",
            "corrected",
            "preliminary",
            "registered",
            "cancelled",
            "entered-in-error",
            "unknown");
    private static final List<String> ORDER_STATUS =
            List.of("active", "active", "active", "on-hold", "draft", "completed", "revoked", "entered-in-error");
    public static final List<String> DATES = List.of(
            "2026-11-19",
            "2026-11-19T08:00:00-05:00",
            "2026-11-10",
            "2026-10-01T09:30:00Z",
            "2026-10-01T09:40:00Z",
            "2026-08-25",
            "2026-08-22",
            "2026-10",
            "2026",
            "2025",
            "2025-11-20",
            "2025-11-19",
            "2025-11",
            "2024-03-01",
            "2019-07-07T23:59:59+01:00");
    private static final List<String> PANELS = List.of("50190-8", "75689-0", "86914-9", "14685-0", "59261-8");
    private static final List<String> CONTEXTS =
            List.of("34000006", "77386006", "46177005", "49049000", "386692008", "86569001", "399187006", "195967001");
    private static final List<String> DRUGS =
            List.of("Metoclopramide 10 mg", "Sertraline", "Diphenhydramine", "Metformin", "Ramipril", "Omeprazole");

    /** One for all: they are thousands of charts. */
    private static final Workup WORKUP = workup();

    private AnyChart() {}

    /**
     * A unit in which an analyte is reported.
     *
     * @param code under which such a result is filed
     * @param factor from this unit to that of the scale
     */
    public record Reported(Analyte analyte, Code code, Scale scale, String unit, BigDecimal factor) {
        /** The number for a place between the least and the greatest plausible value, in few digits. */
        public BigDecimal number(int place) {
            var main = analyte.main().plausible();
            var low = main == null ? 1 : Math.max(main.low().doubleValue(), 0.1);
            var high = main == null ? 1000 : main.high().doubleValue();
            var inMain = Interval.exactly(BigDecimal.valueOf(low * Math.pow(high / low, place / 1000.0)));
            var onScale = scale.toMain() == null ? inMain : scale.toMain().undo(inMain);
            return onScale.exact().divide(factor, new MathContext(4));
        }

        @Override
        public String toString() {
            return analyte.id() + " " + code.code() + " " + unit;
        }
    }

    private static final List<Reported> UNITS = Charts.KNOWLEDGE.analytes().values().stream()
            .flatMap(analyte -> analyte.filings().entrySet().stream()
                    .flatMap(filing -> filing.getValue().scales().stream()
                            .flatMap(scale -> scale.accepts().written().entrySet().stream()
                                    .map(unit -> new Reported(
                                            analyte, filing.getKey(), scale, unit.getKey(), unit.getValue())))))
            .toList();
    private static final List<String> CORE = List.of("FER", "TSAT", "IRON", "TIBC", "B12", "TSH", "A1C");
    private static final List<Reported> CORE_UNITS =
            UNITS.stream().filter(it -> CORE.contains(it.analyte().id())).toList();

    /** Any unit; every second time one of the five tests. */
    public static Arbitrary<Reported> units() {
        return Arbitraries.oneOf(Arbitraries.of(UNITS), Arbitraries.of(CORE_UNITS));
    }

    /** The number and the unit of a result. */
    public static Measured quantity(@Nullable String comparator, BigDecimal number, String unit) {
        return new Measured(new Value.Quantity(comparator, number, unit, null, null), null);
    }

    private static Arbitrary<Lab> results() {
        var measured = Combinators.combine(
                        units(), Arbitraries.integers().between(0, 1000), Arbitraries.of("", "", "", "", "<", ">"))
                .as((unit, place, comparator) -> Lab.coded(unit.code())
                        .measured(quantity(comparator.isEmpty() ? null : comparator, unit.number(place), unit.unit())));
        var panels = Arbitraries.of(PANELS).map(Lab::lab);
        return Arbitraries.frequencyOf(Tuple.of(6, measured), Tuple.of(1, panels));
    }

    /** A result, not yet numbered. */
    public static Arbitrary<Lab> labs() {
        return Combinators.combine(
                        results(),
                        Arbitraries.of(STATUS),
                        Arbitraries.of(DATES),
                        Arbitraries.integers().between(0, 11))
                .as((lab, status, date, oddity) -> odd(lab.status(status).on(date), oddity));
    }

    private static Lab odd(Lab lab, int oddity) {
        return switch (oddity) {
            case 0 -> lab.absent("masked");
            case 1 -> lab.absent("not-performed");
            case 2 -> lab.says("hemolyzed");
            case 3 -> lab.specimenCalled("Urine");
            case 4 -> lab.specimen("Specimen/s1");
            case 5 -> lab.of(null);
            case 6 -> lab.patientReported();
            default -> lab;
        };
    }

    private static Arbitrary<Resource> orders() {
        return Combinators.combine(
                        Arbitraries.of("2276-4", "20567-4", "50190-8", "2498-4", "2500-7", "3016-3"),
                        Arbitraries.of(ORDER_STATUS),
                        Arbitraries.of(DATES),
                        Arbitraries.of(true, false))
                .as((code, status, date, here) -> Order.order(code)
                        .status(status)
                        .authored(date)
                        .in(here ? ENCOUNTER : null)
                        .build());
    }

    private static Arbitrary<Resource> reports() {
        return Combinators.combine(Arbitraries.of(PANELS), Arbitraries.of(STATUS), Arbitraries.of(DATES))
                .as((code, status, date) -> Report.report(code)
                        .status(status)
                        .on(date)
                        .results("o0", "o1")
                        .build());
    }

    private static Arbitrary<List<Resource>> context() {
        var problems = Combinators.combine(Arbitraries.of(CONTEXTS), Arbitraries.of(DATES))
                .as((code, date) ->
                        Problem.snomed(code).id("c" + code).recorded(date).build());
        var procedures = Combinators.combine(Arbitraries.of("116859006", "302497006"), Arbitraries.of(DATES))
                .as((code, date) -> Done.procedure(code).on(date).build());
        var drugs = Combinators.combine(Arbitraries.of(DRUGS), Arbitraries.of(DATES))
                .as((name, date) -> Med.named(name).id("m" + name).written(date).build());
        return Combinators.combine(
                        problems.list().ofMaxSize(2).uniqueElements(Condition::id),
                        procedures.list().ofMaxSize(1),
                        drugs.list().ofMaxSize(3).uniqueElements(MedicationUse::id))
                .as((one, two, three) -> {
                    var all = new ArrayList<Resource>(one);
                    all.addAll(two);
                    all.addAll(three);
                    return all;
                });
    }

    /** A chart with RLS. */
    public static Arbitrary<List<Resource>> charts() {
        return charts(context());
    }

    /** A chart with RLS and nothing else that changes how far back we look. */
    public static Arbitrary<List<Resource>> chartsWithoutContext() {
        return charts(Arbitraries.just(List.of()));
    }

    private static Arbitrary<List<Resource>> charts(Arbitrary<List<Resource>> context) {
        return Combinators.combine(
                        Arbitraries.of("1980-03-14", "1980-03-14", "2017", "1950-01"),
                        labs().list().ofMaxSize(9),
                        orders().list().ofMaxSize(4),
                        reports().list().ofMaxSize(1),
                        context)
                .as((born, labs, orders, reports, others) -> {
                    var all = new ArrayList<Resource>();
                    all.add(Charts.born(born).build());
                    all.add(Problem.rls().recorded("2026-01-05").build());
                    for (var i = 0; i < labs.size(); i++) {
                        all.add(labs.get(i).id("o" + i).build());
                    }
                    all.addAll(orders);
                    all.addAll(reports);
                    all.addAll(others);
                    return all;
                });
    }

    public static Assessed assess(List<? extends Resource> resources) {
        return assess(resources, NOW);
    }

    public static Assessed assess(List<? extends Resource> resources, ZonedDateTime now) {
        return (Assessed) WORKUP.assess(Chart.of("p1", ENCOUNTER, resources, Set.of()), List.of(), now);
    }
}
