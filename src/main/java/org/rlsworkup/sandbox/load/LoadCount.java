package org.rlsworkup.sandbox.load;

import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the resources of one file. */
final class LoadCount {
    private final SortedMap<String, Integer> skippedByType = new TreeMap<>();
    private int created;
    private int updated;
    private int refused;

    void kept(boolean asNew) {
        if (asNew) {
            created++;
        } else {
            updated++;
        }
    }

    void refuse() {
        refused++;
    }

    int refused() {
        return refused;
    }

    void skip(String type) {
        skippedByType.merge(type, 1, Integer::sum);
    }

    @Override
    public String toString() {
        var skipped =
                skippedByType.values().stream().mapToInt(Integer::intValue).sum();
        var types = skippedByType.isEmpty() ? "" : " " + skippedByType;
        return "%d created, %d updated, %d skipped%s, %d refused".formatted(created, updated, skipped, types, refused);
    }
}
