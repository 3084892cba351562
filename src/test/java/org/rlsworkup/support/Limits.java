package org.rlsworkup.support;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The limits for calls, by their settings. */
public final class Limits {
    private Limits() {}

    /** The usual ones but for these, such as {@code body=1000B}. */
    public static CallLimits with(String... settings) {
        var source = new MapConfigurationPropertySource(Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1])));
        return new Binder(source).bindOrCreate("", CallLimits.class);
    }
}
