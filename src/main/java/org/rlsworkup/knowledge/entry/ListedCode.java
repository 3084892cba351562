package org.rlsworkup.knowledge.entry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rlsworkup.chart.value.Code;

/** A code that is listed with its name. */
public record ListedCode(
        @Key(value = "The code.", id = Ids.ENTRY) Code code,
        @Key("Its name, shorter than the official one.") String name,
        @Key("Whether it lacks a second source.") boolean unverified,
        @Key(value = "From the site file.", derived = true) boolean ofSite) {

    /** These and a site's codes. */
    public static Map<Code, ListedCode> with(Map<Code, ListedCode> listed, Collection<Code> ofSite) {
        var all = new LinkedHashMap<>(listed);
        ofSite.forEach(code -> all.putIfAbsent(code, new ListedCode(code, "local", false, true)));
        return all;
    }
}
