package org.rlsworkup.workup;

import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;
import static org.rlsworkup.workup.Charts.workup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

/** Random charts of an adult or a child with RLS, with results in every shipped unit. */
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

    private final Random random;

    public AnyChart(Random random) {
        this.random = random;
    }

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
            .flatMap(analyte -> analyte.codes().entrySet().stream()
                    .flatMap(filing -> filing.getValue().scales().stream()
                            .flatMap(scale -> scale.accepts().written().entrySet().stream()
                                    .map(unit -> new Reported(
                                            analyte, filing.getKey(), scale, unit.getKey(), unit.getValue())))))
            .toList();
    private static final List<String> CORE = List.of("FER", "TSAT", "IRON", "TIBC", "B12", "TSH", "A1C");
    private static final List<Reported> CORE_UNITS =
            UNITS.stream().filter(it -> CORE.contains(it.analyte().id())).toList();

    /** Any unit; every second time one of the five tests. */
    public Reported unit() {
        return one(random.nextBoolean() ? UNITS : CORE_UNITS);
    }

    /** Any unit of these analytes. */
    public Reported unitOf(Set<String> analytes) {
        return Stream.generate(this::unit)
                .filter(it -> analytes.contains(it.analyte().id()))
                .findFirst()
                .orElseThrow();
    }

    /** A number of days to come. */
    public int days() {
        return 1 + random.nextInt(800);
    }

    public <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Between none and so many. */
    public <T> List<T> some(int most, Supplier<T> generator) {
        return Stream.generate(generator).limit(random.nextInt(most + 1)).toList();
    }

    /** The same without those that share an id with another. */
    private <T> List<T> unlike(int most, Supplier<T> generator, Function<T, String> id) {
        var seen = new HashSet<String>();
        return some(most, generator).stream()
                .filter(it -> seen.add(id.apply(it)))
                .toList();
    }

    /** The number and the unit of a result. */
    public static Measured quantity(@Nullable String comparator, BigDecimal number, String unit) {
        return new Measured(new Value.Quantity(comparator, number, unit, null, null), null);
    }

    private Lab result() {
        if (random.nextInt(7) == 0) {
            return Lab.lab(one(PANELS));
        }
        var unit = unit();
        var comparator = one(List.of("", "", "", "", "<", ">"));
        return Lab.coded(unit.code())
                .measured(quantity(
                        comparator.isEmpty() ? null : comparator, unit.number(random.nextInt(1001)), unit.unit()));
    }

    /** A result, not yet numbered. */
    public Lab lab() {
        var lab = result().status(one(STATUS)).on(one(DATES));
        return switch (random.nextInt(12)) {
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

    private Resource order() {
        return Order.order(one(List.of("2276-4", "20567-4", "50190-8", "2498-4", "2500-7", "3016-3")))
                .status(one(ORDER_STATUS))
                .authored(one(DATES))
                .in(random.nextBoolean() ? ENCOUNTER : null)
                .build();
    }

    private Resource report() {
        return Report.report(one(PANELS))
                .status(one(STATUS))
                .on(one(DATES))
                .results("o0", "o1")
                .build();
    }

    private Condition problem() {
        var code = one(CONTEXTS);
        return Problem.snomed(code).id("c" + code).recorded(one(DATES)).build();
    }

    private Resource procedure() {
        return Done.procedure(one(List.of("116859006", "302497006")))
                .on(one(DATES))
                .build();
    }

    private MedicationUse drug() {
        var name = one(DRUGS);
        return Med.named(name).id("m" + name).written(one(DATES)).build();
    }

    /** A chart with RLS. */
    public List<Resource> chart() {
        var all = new ArrayList<>(chartWithoutContext());
        all.addAll(unlike(2, this::problem, Condition::id));
        all.addAll(some(1, this::procedure));
        all.addAll(unlike(3, this::drug, MedicationUse::id));
        return all;
    }

    /** A chart with RLS and nothing else that changes how far back we look. */
    public List<Resource> chartWithoutContext() {
        var all = new ArrayList<Resource>();
        all.add(Charts.born(one(List.of("1980-03-14", "1980-03-14", "2017", "1950-01")))
                .build());
        all.add(Problem.rls().recorded("2026-01-05").build());
        var labs = some(9, this::lab);
        for (var i = 0; i < labs.size(); i++) {
            all.add(labs.get(i).id("o" + i).build());
        }
        all.addAll(some(4, this::order));
        all.addAll(some(1, this::report));
        return all;
    }

    /** Another patient's resources: the same kinds of things, about somebody else. */
    public List<Resource> othersResources() {
        var all = new ArrayList<Resource>(some(9, () -> lab().of(SOMEBODY_ELSE).build()));
        all.addAll(some(3, () -> one(List.of("34000006", "77386006", "32914008", "46177005"))).stream()
                .map(code ->
                        Problem.snomed(code).id("x" + code).of(SOMEBODY_ELSE).build())
                .toList());
        all.add(Med.named("Metoclopramide").id("x").of(SOMEBODY_ELSE).build());
        all.add(Order.order("2276-4").of(SOMEBODY_ELSE).build());
        all.add(Report.report("50190-8").of(SOMEBODY_ELSE).results("o0").build());
        all.add(Done.procedure("116859006").of(SOMEBODY_ELSE).build());
        return all;
    }

    /** Nothing that a workup of RLS asks about. */
    public Resource irrelevant() {
        var date = one(DATES);
        return switch (random.nextInt(8)) {
            case 0 -> Lab.lab("8480-6").on(date).id("pressure").build();
            case 1 -> Lab.lab("29463-7").on(date).id("weight").build();
            case 2 ->
                Lab.lab("6690-2").on(date).id("leucocytes").members("nobody").build();
            case 3 -> Order.order("24323-8").authored(date).build();
            case 4 -> Report.report("58410-2").on(date).results("nobody").build();
            case 5 ->
                Problem.snomed("38341003").id("hypertension").recorded(date).build();
            case 6 -> Done.procedure("80146002").on(date).build();
            default ->
                Med.named("Hydrocolloid dressing").id("dressing").written(date).build();
        };
    }

    public static Assessed assess(List<? extends Resource> resources) {
        return assess(resources, NOW);
    }

    public static Assessed assess(List<? extends Resource> resources, ZonedDateTime now) {
        return (Assessed) WORKUP.assess(Chart.of("p1", ENCOUNTER, resources, Set.of()), List.of(), now);
    }
}
