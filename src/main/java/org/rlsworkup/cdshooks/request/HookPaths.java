package org.rlsworkup.cdshooks.request;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paths of discovery, services and feedback. */
public final class HookPaths {
    /** Discovery; all others are below it. */
    public static final String ROOT = "/cds-services";

    /** The URL patterns of all of them, for servlets and filters. */
    public static final Set<String> PATTERNS = Set.of(ROOT, ROOT + "/*");

    /** Follows the path of a service. */
    public static final String FEEDBACK = "/feedback";

    public static final Set<String> ALL = Stream.concat(
                    Stream.of(ROOT),
                    Stream.of(HookService.values())
                            .map(service -> ROOT + "/" + service.id())
                            .flatMap(path -> Stream.of(path, path + FEEDBACK)))
            .collect(Collectors.toUnmodifiableSet());

    private HookPaths() {}
}
