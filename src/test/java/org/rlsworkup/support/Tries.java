package org.rlsworkup.support;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often is tried what holds for anything: all tries with {@code -Drls.tests=full}, as the gate has it, a seeded
 * hundredth for each mutation with {@code few}, and a seeded tenth of them otherwise. Tests that use this have the tag
 * {@code long}.
 */
public final class Tries {
    private static final int SHARE =
            switch (System.getProperty("rls.tests", "")) {
                case "full" -> 1;
                case "few" -> 100;
                default -> 10;
            };
    private static final long SEED = 20261120;

    private Tries() {}

    /** Whether everything is tried. */
    public static boolean isFull() {
        return SHARE == 1;
    }

    public static int of(int all) {
        return isFull() ? all : Math.max(1, all / SHARE);
    }

    /** All of them, or a part drawn at random, the same in every build; in their order. */
    public static <T> List<T> of(List<T> all) {
        if (isFull()) {
            return all;
        }
        var drawn = new ArrayList<>(all);
        Collections.shuffle(drawn, new Random(SEED));
        drawn.subList(of(all.size()), drawn.size()).clear();
        return all.stream().filter(drawn::contains).toList();
    }

    /**
     * Tries a property on what is drawn from each of the first seeds; a failure names the seed and what was drawn.
     *
     * @param property gets the source of randomness too, for what it draws itself
     */
    public static <T> void forAll(int all, Function<Random, T> generator, BiConsumer<T, Random> property) {
        for (var seed = 0; seed < of(all); seed++) {
            // Seeds that are neighbours would begin alike.
            var random = new Random(seed * 0x9E3779B97F4A7C15L);
            var drawn = generator.apply(random);
            try {
                property.accept(drawn, random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + text(drawn), e);
            }
        }
    }

    public static <T> void forAll(int all, Function<Random, T> generator, Consumer<T> property) {
        forAll(all, generator, (drawn, random) -> property.accept(drawn));
    }

    /** The records of a chart hide their content in toString; here it is needed, and belongs to no patient. */
    private static String text(Object it) {
        return switch (it) {
            case null -> "null";
            case Collection<?> all -> all.stream().map(Tries::text).collect(Collectors.joining(",\n", "[", "]"));
            case Record record ->
                Stream.of(record.getClass().getRecordComponents())
                        .map(component -> component.getName() + "=" + text(value(component, record)))
                        .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
            default -> it.toString();
        };
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
