package org.rlsworkup.sandbox.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Where Bundle files come from; always in the order of their names. */
public final class SampleFiles {
    /** The samples inside the jar. */
    public static final String PACKAGED = "classpath*:fhir-samples/*.json";

    private SampleFiles() {}

    /** @param pattern a location as Spring understands it, with wildcards */
    public static List<Resource> matching(String pattern) throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern))
                .sorted(Comparator.comparing(SampleFiles::name))
                .toList();
    }

    static List<Resource> in(Path folder) throws IOException {
        return matching(folder.toUri() + "*.json");
    }

    public static String name(Resource file) {
        return String.valueOf(file.getFilename());
    }
}
