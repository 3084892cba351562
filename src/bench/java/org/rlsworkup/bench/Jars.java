package org.rlsworkup.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The executable jar, and copies of it with other classes: the same libraries, layout and launcher. */
final class Jars {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** As in the image. */
    static final String COLLECTOR = "-XX:+UseParallelGC";

    private static final String MAVEN = Path.of(File.separatorChar == '/' ? "mvnw" : "mvnw.cmd")
            .toAbsolutePath()
            .toString();
    private static final Path BUILT = Path.of("target", "rls-workup.jar");
    private static final String CLASSES = "BOOT-INF/classes/";
    /** What the application registers with Spring. */
    private static final String EXTENSIONS = "META-INF/spring";

    private Jars() {}

    static Path built() {
        return BUILT;
    }

    /** The service with the endpoint it is compared with. */
    static Path withEcho() throws IOException {
        return copy(
                "with-echo.jar",
                entry -> true,
                "org.rlsworkup.RlsWorkupApplication",
                EchoConfiguration.class,
                EchoController.class);
    }

    /** The same libraries, and of the application nothing. */
    static Path empty() throws IOException {
        return copy(
                "empty.jar",
                entry -> entry.isDirectory() || Stream.of(CLASSES, EXTENSIONS).noneMatch(entry.getName()::startsWith),
                EmptyApplication.class.getName(),
                EmptyApplication.class);
    }

    /** The service laid out as in the image: its libraries are files beside the jar. */
    static Path laidOut() throws IOException, InterruptedException {
        var folder = Path.of("target", "bench", "laid-out");
        java("-Djarmode=tools", "-jar", BUILT.toString(), "extract", "--force", "--destination", folder.toString());
        return folder.resolve("rls-workup.jar");
    }

    /** Makes an AOT cache of a service that is laid out; requires Java 25. */
    static Path aotCache(Path jar) throws IOException, InterruptedException {
        var cache = jar.resolveSibling("rls-workup.aot");
        java(COLLECTOR, "-XX:AOTCacheOutput=" + cache, "-jar", jar.toString(), "training-run");
        return cache;
    }

    /** A minimal service on HAPI FHIR's own module, built by its own Maven project. */
    static Path hapi() throws IOException, InterruptedException {
        var folder = Path.of("src", "bench", "hapi");
        execute(List.of(MAVEN, "-q", "-f", folder.resolve("pom.xml").toString(), "package"));
        return folder.resolve("target").resolve("hapi.jar");
    }

    private static void java(String... arguments) throws IOException, InterruptedException {
        execute(Stream.concat(Stream.of(JAVA), Stream.of(arguments)).toList());
    }

    private static void execute(List<String> command) throws IOException, InterruptedException {
        var log = Files.createDirectories(Path.of("target", "bench")).resolve("command.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // Maven runs on the JDK that runs the benchmarks, as the default one may be too old.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed, see " + log);
        }
    }

    private static Path copy(String name, Predicate<JarEntry> kept, String start, Class<?>... added)
            throws IOException {
        var copy = Files.createDirectories(Path.of("target", "bench")).resolve(name);
        try (var from = new JarFile(BUILT.toFile());
                var to = new JarOutputStream(Files.newOutputStream(copy))) {
            var manifest = from.getManifest();
            manifest.getMainAttributes().put(new Attributes.Name("Start-Class"), start);
            to.putNextEntry(new JarEntry(JarFile.MANIFEST_NAME));
            manifest.write(to);
            for (var entry : from.stream().filter(kept).toList()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    copy(from, entry, to);
                }
            }
            for (var one : added) {
                var path = one.getName().replace('.', '/') + ".class";
                to.putNextEntry(new JarEntry(CLASSES + path));
                try (var bytes = one.getResourceAsStream("/" + path)) {
                    Objects.requireNonNull(bytes).transferTo(to);
                }
            }
        }
        return copy;
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        var same = new JarEntry(entry.getName());
        same.setTime(entry.getTime());
        if (entry.getMethod() == JarEntry.STORED) {
            // The launcher reads nested jars in place, so they must not be compressed.
            same.setMethod(JarEntry.STORED);
            same.setSize(entry.getSize());
            same.setCrc(entry.getCrc());
        }
        to.putNextEntry(same);
        try (var bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
        }
    }
}
