package org.rlsworkup.workup;

import java.util.List;
import org.rlsworkup.chart.value.Meta;

/** What a resource says of itself if extensions modify its meaning. */
public final class Modified {
    private Modified() {}

    /** By an extension with this URL and a value that is not {@code false}. */
    public static Meta by(String url) {
        return new Meta(null, null, List.of(new Meta.Modifier(url, false)), List.of());
    }

    /** By an extension with this URL and the value {@code false}. */
    public static Meta denied(String url) {
        return new Meta(null, null, List.of(new Meta.Modifier(url, true)), List.of());
    }
}
