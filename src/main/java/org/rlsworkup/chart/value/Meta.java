package org.rlsworkup.chart.value;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a resource says of itself: its version, and whether its meaning is modified.
 *
 * @param updated {@code lastUpdated} as it was sent: it is read only where two versions are compared
 * @param modifiers its {@code modifierExtension}s: any that is not known may change what the resource means
 * @param identifiers its business identifiers, {@code system|value}, {@code |value} where no system is given
 */
public record Meta(
        @Nullable String versionId, @Nullable String updated, List<Modifier> modifiers, List<String> identifiers) {
    public static final Meta NONE = new Meta(null, null, List.of(), List.of());

    public Meta {
        modifiers = List.copyOf(modifiers);
        identifiers = List.copyOf(identifiers);
    }

    /**
     * A {@code modifierExtension}.
     *
     * @param url empty if it has none
     * @param denied whether its value is {@code false}
     */
    public record Modifier(String url, boolean denied) {}

    public boolean isModified() {
        return !modifiers.isEmpty();
    }

    /** When this version was stored, or null. */
    public @Nullable PartialDate lastUpdated() {
        var date = updated == null ? null : PartialDate.parse(updated);
        return date == null || date.isPlaceholder() ? null : date;
    }

    /** Positive if this is a later version than the other, negative if an earlier one, 0 if that cannot be told. */
    public int compareVersion(Meta other) {
        if (isNumber(versionId) && isNumber(other.versionId)) {
            return Long.compare(Long.parseLong(versionId), Long.parseLong(other.versionId));
        }
        return compareStorage(other);
    }

    /** As {@link #compareVersion}, for resources with different ids, whose versions are counted apart. */
    public int compareStorage(Meta other) {
        var one = lastUpdated();
        var another = other.lastUpdated();
        return one == null || another == null
                ? 0
                : one.instant(ZoneOffset.UTC).compareTo(another.instant(ZoneOffset.UTC));
    }

    private static boolean isNumber(@Nullable String version) {
        return version != null
                && !version.isEmpty()
                && version.length() < 19
                && version.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
