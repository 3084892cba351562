package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.rlsworkup.knowledge.load.KnowledgeException.Problem;

/** Collects what is wrong with a file by path, so that an author sees all of it at once; lines are looked up last. */
final class Problems {
    private record Found(String path, String reason) {}

    private final List<Found> found = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    void add(String path, String reason) {
        refused.add(path);
        found.add(new Found(path, reason));
    }

    /** Adds what a check found, unless the value checked stands in for one that was refused. */
    void check(String path, String reason) {
        if (refused.stream().noneMatch(it -> isWithin(it, path))) {
            found.add(new Found(path, reason));
        }
    }

    /** Adds what a check found if it is wrong. */
    void check(boolean isWrong, String path, String reason) {
        if (isWrong) {
            check(path, reason);
        }
    }

    /** Checks that each of these is among what is known. */
    void checkKnown(String path, Collection<String> ids, Collection<String> known, String what) {
        each(path, ids, (id, at) -> check(!known.contains(id), at, "'" + id + "' is no " + what));
    }

    /** Checks that nothing else has this code or word already. */
    <K> void checkOwner(Map<K, String> owners, K key, String owner, String path, String text) {
        var before = owners.put(key, owner);
        check(before != null, path, text + before);
    }

    private static boolean isWithin(String refused, String path) {
        return path.equals(refused) || path.startsWith(refused + ".") || path.startsWith(refused + "[");
    }

    /** Shows each item of a list with its path. */
    static <T> void each(String path, Collection<T> items, BiConsumer<T, String> check) {
        var i = 0;
        for (var item : items) {
            check.accept(item, path + "[" + i++ + "]");
        }
    }

    /** Throws if there are any. */
    void refuse(String file, YamlNode root) {
        if (found.isEmpty()) {
            return;
        }
        var lines = root.lines();
        throw new KnowledgeException(
                file,
                found.stream()
                        .distinct()
                        .map(it -> {
                            // What is missing is missing from the nearest value that is there.
                            var place = it.path();
                            while (!lines.containsKey(place)) {
                                place = place.substring(
                                        0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
                            }
                            return new Problem(
                                    lines.get(place), it.path().isEmpty() ? "(file)" : it.path(), it.reason());
                        })
                        .sorted(Comparator.comparing(Problem::line))
                        .toList());
    }
}
