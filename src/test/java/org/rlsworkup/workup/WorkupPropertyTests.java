package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.ENCOUNTER;
import static org.rlsworkup.workup.Charts.NOW;
import static org.rlsworkup.workup.Charts.SOMEBODY_ELSE;
import static org.rlsworkup.workup.Charts.WORKUP;
import static org.rlsworkup.workup.Charts.born;
import static org.rlsworkup.workup.Problem.rls;
import static org.rlsworkup.workup.Problem.snomed;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.workup.Assessment.Assessed;

/** What holds for every chart, tried on charts nobody wrote: each is drawn from a seed, so that a failure can be seen again. */
class WorkupPropertyTests {
    private static final int CHARTS = 500;
    private static final List<String> CODES = List.of(
            "2276-4", "20567-4", "2502-3", "14801-5", "2498-4", "2500-7", "2501-5", "3034-6", "2132-9", "14685-2",
            "72160-5", "3016-3", "4548-4", "59261-8", "50190-8", "75689-0", "86914-9", "14685-0");
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
    private static final List<String> ABSENT = List.of("masked", "not-performed", "temp-unknown", "as-text");
    private static final List<String> DATES = List.of(
            "2026-11-19",
            "2026-11-19T08:00:00-05:00",
            "2026-11-10",
            "2026-10-01T09:30:00Z",
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
    private static final List<String> ORDERED = List.of("2276-4", "20567-4", "50190-8", "2498-4", "2500-7");
    private static final List<String> ORDER_STATUS =
            List.of("active", "active", "active", "on-hold", "draft", "completed", "revoked", "entered-in-error");
    private static final List<String> CONTEXTS =
            List.of("34000006", "77386006", "46177005", "49049000", "386692008", "86569001", "399187006", "195967001");

    static LongStream seeds() {
        return LongStream.range(0, CHARTS);
    }

    /** A chart with RLS, drawn from a seed. */
    private static List<Resource> drawn(long seed) {
        var random = new Random(seed);
        var resources = new ArrayList<Resource>();
        resources.add(
                born(pick(random, List.of("1980-03-14", "2017", "1950-01"))).build());
        resources.add(rls().id("rls").recorded("2026-01-05").build());
        IntStream.range(0, random.nextInt(3))
                .forEach(i -> resources.add(snomed(pick(random, CONTEXTS))
                        .id("c" + i)
                        .recorded("2026-09-0" + (1 + i))
                        .build()));
        IntStream.range(0, random.nextInt(9)).forEach(i -> resources.add(lab(random, "o" + i)));
        IntStream.range(0, random.nextInt(6)).forEach(i -> resources.add(order(random)));
        if (random.nextInt(4) == 0) {
            resources.add(Report.report("50190-8")
                    .status(pick(random, STATUS))
                    .on(pick(random, DATES))
                    .results("o0", "o1")
                    .build());
        }
        return resources;
    }

    private static Resource lab(Random random, String id) {
        var lab =
                Lab.lab(pick(random, CODES)).id(id).status(pick(random, STATUS)).on(pick(random, DATES));
        switch (random.nextInt(8)) {
            case 0 -> lab.absent(pick(random, ABSENT));
            case 1 -> lab.says("hemolyzed");
            case 2 -> lab.specimenCalled("Urine");
            case 3 -> lab.specimen("Specimen/s1");
            case 4 -> lab.of(null);
            default -> {}
        }
        return lab.build();
    }

    private static Resource order(Random random) {
        return Order.order(pick(random, ORDERED))
                .status(pick(random, ORDER_STATUS))
                .authored(pick(random, DATES))
                .in(random.nextBoolean() ? ENCOUNTER : null)
                .build();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Assessed assess(List<Resource> resources, ZonedDateTime now) {
        return (Assessed) WORKUP.assess(Chart.of("p1", ENCOUNTER, resources, Set.of()), now);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderInWhichResourcesComeChangesNothing(long seed) {
        var resources = drawn(seed);
        var expected = assess(resources, NOW);
        var shuffled = new ArrayList<>(resources);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(assess(shuffled, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anotherPatientsResourcesChangeNothing(long seed) {
        var resources = drawn(seed);
        var expected = assess(resources, NOW);
        var mixed = new ArrayList<>(resources);
        for (var code : CODES) {
            mixed.add(Lab.lab(code)
                    .of(SOMEBODY_ELSE)
                    .on("2026-11-01")
                    .id("x" + code)
                    .build());
            mixed.add(Order.order(code).of(SOMEBODY_ELSE).authored("2026-11-01").build());
        }

        assertThat(assess(mixed, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatHasNothingToDoWithTheWorkupChangesNothing(long seed) {
        var resources = drawn(seed);
        var expected = assess(resources, NOW);
        var more = new ArrayList<>(resources);
        more.add(Lab.lab("8480-6").on("2026-11-01").id("pressure").build());
        more.add(Lab.lab("2345-7").on("2026-11-01").id("glucose").build());
        more.add(Order.order("24323-8").authored("2026-11-01").build());
        more.add(snomed("38341003").id("hypertension").recorded("2020-01-01").build());
        more.add(Report.report("58410-2").on("2026-11-01").results("nobody").build());

        assertThat(assess(more, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withNothingNewTimeTurnsDoneIntoMissingAndNeverBack(long seed) {
        var resources = drawn(seed).stream()
                .filter(resource -> !(resource instanceof Condition condition) || "rls".equals(condition.id()))
                .toList();
        var before = missing(assess(resources, NOW));
        for (var days : new int[] {1, 15, 91, 200, 366, 800}) {
            var after = missing(assess(resources, NOW.plusDays(days)));
            assertThat(after).as("%d days later", days).containsAll(before);
            before = after;
        }
    }

    private static List<String> missing(Assessed assessed) {
        return assessed.missing().stream().map(missing -> missing.test().id()).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTestHasExactlyOneFinding(long seed) {
        var assessed = assess(drawn(seed), NOW);

        assertThat(assessed.findings())
                .extracting(finding -> finding.test().id())
                .containsExactlyInAnyOrder("FER", "TSAT", "B12", "TSH", "A1C");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFreshFinalResultOfEachMakesEverythingDone(long seed) {
        var resources = drawn(seed);
        for (var code : List.of("2276-4", "2502-3", "2132-9", "3016-3", "4548-4")) {
            resources.add(Lab.lab(code).id("fresh" + code).on("2026-11-19").build());
        }

        assertThat(missing(assess(resources, NOW))).isEmpty();
    }
}
