package org.rlsworkup.cdshooks.request;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where discovery, calls and feedback come in. */
public final class HookPaths {
    /** Of discovery; all others are below it. */
    public static final String ROOT = "/cds-services";

    /** What a filter before all of them is mapped to. */
    public static final Set<String> PATTERNS = Set.of(ROOT, ROOT + "/*");

    public static final String FEEDBACK = "/feedback";

    /** All that there are. */
    public static final Set<String> ALL = Stream.concat(
                    Stream.of(ROOT),
                    Arrays.stream(HookService.values())
                            .map(service -> ROOT + "/" + service.id())
                            .flatMap(address -> Stream.of(address, address + FEEDBACK)))
            .collect(Collectors.toUnmodifiableSet());

    private HookPaths() {}
}
