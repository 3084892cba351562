package org.rlsworkup.workup;

import static org.rlsworkup.workup.Charts.NOW;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Sex;
import org.rlsworkup.chart.value.Meta;

/**
 * A patient with RLS in plain facts, near the thresholds and the ends of look-backs: what {@link WorkupOracle} judges,
 * and the chart that shows it. Days count back from the moment of the assessment; null is never.
 *
 * @param oralIron the day on which it began
 * @param infusion the day on which intravenous iron was given
 * @param cobalamin the day on which replacement of vitamin B12 began
 * @param ordered tests with an active order
 */
record PlainFacts(
        int age,
        @Nullable Sex sex,
        @Nullable Integer pregnant,
        @Nullable Integer dialysis,
        boolean overload,
        boolean diabetes,
        boolean sickleCell,
        boolean lithium,
        @Nullable Integer oralIron,
        @Nullable Integer infusion,
        @Nullable Integer cobalamin,
        List<Result> results,
        List<Ordered> ordered) {

    /** A result in one of the units in which its test is reported. */
    record Result(String test, double value, String unit, int day) {}

    /** An active order. */
    record Ordered(String test, int day) {}

    private static final List<String> TESTS = List.of("FER", "TSAT", "B12", "TSH", "A1C");
    private static final List<Integer> DAYS =
            List.of(1, 5, 20, 40, 54, 56, 58, 83, 84, 89, 90, 91, 120, 200, 364, 365, 366, 500, 1094, 1095, 1096, 2000);

    /** The newest result of a test. */
    Optional<Result> newest(String test) {
        return results.stream().filter(it -> it.test().equals(test)).min(Comparator.comparing(Result::day));
    }

    static PlainFacts any(Random random) {
        var age = one(random, 3, 9, 15, 16, 17, 18, 40, 54, 55, 70);
        var sex = one(random, Sex.FEMALE, Sex.FEMALE, Sex.MALE, Sex.MALE, null);
        var mayBePregnant = sex == Sex.FEMALE && age > 14 && age < 55;
        var iron = random.nextInt(6);
        var infusion = iron == 0 ? one(random, 0, 10, 40, 55, 56, 57, 100, 300) : null;
        var pregnant = mayBePregnant && random.nextInt(3) == 0 ? one(random, 0, 30, 100, 200) : null;
        return new PlainFacts(
                age,
                sex,
                pregnant,
                random.nextInt(6) == 0 ? one(random, 10, 60, 400) : null,
                random.nextInt(12) == 0,
                random.nextInt(6) == 0,
                random.nextInt(10) == 0,
                random.nextInt(8) == 0,
                iron == 1 ? one(random, 10, 60, 83, 84, 85, 100, 174, 175, 300) : null,
                infusion,
                pregnant == null && random.nextInt(5) == 0 ? one(random, 10, 29, 31, 60, 120) : null,
                results(random, infusion != null),
                Stream.of(TESTS.get(random.nextInt(TESTS.size())))
                        .filter(test -> random.nextInt(3) == 0)
                        .map(test -> new Ordered(test, one(random, 1, 60, 90, 91, 200)))
                        .toList());
    }

    /** @param together whether ferritin and saturation are of one day, as of one specimen */
    private static List<Result> results(Random random, boolean together) {
        var results = new ArrayList<Result>();
        for (var test : List.of("FER", "TSAT", "B12", "TSH", "A1C", "EGFR")) {
            var days = new HashSet<Integer>();
            for (var i = random.nextInt(5); i < 4; i = random.nextInt(5)) {
                days.add(DAYS.get(random.nextInt(DAYS.size())));
            }
            if (together && test.equals("TSAT")) {
                days = new HashSet<>(results.stream().map(Result::day).toList());
            }
            for (var day : days) {
                results.add(result(test, day, random));
            }
        }
        return results;
    }

    private static Result result(String test, int day, Random random) {
        var isOther = random.nextInt(3) == 0;
        return switch (test) {
            case "FER" ->
                isOther
                        ? new Result(test, one(random, 112.0, 168.0, 169.0, 224.0, 225.0, 674.0, 675.0), "pmol/L", day)
                        : new Result(
                                test,
                                one(
                                        random, 8.0, 29.9, 30.0, 49.9, 50.0, 75.0, 75.1, 100.0, 100.1, 199.0, 200.0,
                                        201.0, 300.0, 301.0, 900.0),
                                "ng/mL",
                                day);
            case "TSAT" ->
                new Result(
                        test, one(random, 2.0, 12.0, 19.9, 20.0, 30.0, 44.9, 45.0, 45.1, 50.0, 50.1, 80.0), "%", day);
            case "B12" ->
                isOther
                        ? new Result(test, one(random, 100.0, 132.9, 133.0, 258.0, 258.1, 400.0), "pmol/L", day)
                        : new Result(test, one(random, 100.0, 179.9, 180.0, 350.0, 350.1, 600.0), "pg/mL", day);
            case "TSH" ->
                new Result(test, one(random, 0.02, 0.09, 0.1, 0.39, 0.4, 2.0, 4.0, 4.1, 9.9, 10.0, 30.0), "mIU/L", day);
            case "A1C" ->
                isOther
                        ? new Result(test, one(random, 35.0, 38.9, 39.0, 47.9, 48.0, 70.0), "mmol/mol", day)
                        : new Result(test, one(random, 5.0, 5.6, 5.7, 6.4, 6.5, 9.0), "%", day);
            default -> new Result(test, one(random, 10.0, 14.9, 15.0, 29.9, 30.0, 59.0, 90.0), "mL/min/{1.73_m2}", day);
        };
    }

    @SafeVarargs
    private static <T extends @Nullable Object> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String on(int day) {
        return NOW.toLocalDate().minusDays(day).toString();
    }

    Chart chart() {
        var all = new ArrayList<Resource>();
        all.add(new Patient(
                "p1",
                Charts.date(NOW.toLocalDate().minusYears(age).minusDays(40).toString()),
                sex,
                false,
                false,
                Meta.NONE));
        all.add(Problem.rls().recorded(on(800)).build());
        problem(all, "77386006", pregnant);
        problem(all, "46177005", dialysis);
        problem(all, "399187006", overload ? 900 : null);
        problem(all, "44054006", diabetes ? 900 : null);
        problem(all, "127040003", sickleCell ? 900 : null);
        medicine(all, "6448", "active", lithium ? Integer.valueOf(900) : null);
        medicine(all, "24947", "active", oralIron);
        medicine(all, "1433693", "completed", infusion);
        medicine(all, "11248", "active", cobalamin);
        results.forEach(it -> all.add(Lab.lab(loinc(it.test(), it.unit()))
                .id(it.test() + it.day())
                .on(on(it.day()))
                .measured(AnyChart.quantity(null, BigDecimal.valueOf(it.value()), it.unit()))
                .build()));
        ordered.forEach(it -> all.add(Order.order(it.test().equals("TSAT") ? "50190-8" : loinc(it.test(), ""))
                .authored(on(it.day()))
                .build()));
        return Chart.of("p1", null, all, Set.of());
    }

    private static void problem(List<Resource> all, String code, @Nullable Integer day) {
        if (day != null) {
            all.add(Problem.snomed(code)
                    .id("c" + code)
                    .onset(on(day))
                    .recorded(on(day))
                    .build());
        }
    }

    private static void medicine(List<Resource> all, String code, String status, @Nullable Integer day) {
        if (day != null) {
            all.add(Med.rx(code).id("m" + code).status(status).written(on(day)).build());
        }
    }

    private static String loinc(String test, String unit) {
        return switch (test + " " + unit) {
            case "FER pmol/L" -> "14723-1";
            case "B12 pmol/L" -> "14685-2";
            case "A1C mmol/mol" -> "59261-8";
            default ->
                switch (test) {
                    case "FER" -> "2276-4";
                    case "TSAT" -> "2502-3";
                    case "B12" -> "2132-9";
                    case "TSH" -> "3016-3";
                    case "A1C" -> "4548-4";
                    default -> "98979-8";
                };
        };
    }
}
