package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Size, names and language of the sources. */
@Execution(ExecutionMode.CONCURRENT)
class SourceTests {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path THIS = Path.of("src/test/java/org/rlsworkup/SourceTests.java");
    private static final int MAX_FILE_LINES = 300;
    private static final int MAX_METHOD_LINES = 40;
    private static final int MAX_EXCEPTIONS = 8;

    /** Simple names of types that may be used twice in main code. */
    private static final Set<String> NAMES_USED_TWICE =
            Set.of("Candidate", "Condition", "Found", "Missing", "Reference", "Source", "Use");

    /** Phrases that are not plain English; they are matched across line ends and comment markers. */
    private static final List<String> PHRASES = List.of(
            "way of the answer",
            "mend",
            "mended",
            "mends",
            "your affair",
            "longer than nothing",
            "more calls came than",
            "no well-formed",
            "where it lies",
            "heed",
            "heeded",
            "unheeding",
            "turnstile",
            "call door",
            "whoever",
            "comes by",
            "come by",
            "what is to be said",
            "what became of",
            "said aloud",
            "anew",
            "be it");

    private static final Pattern CAPTURES_LOGS = Pattern.compile("\\bLogLines\\.|\\bOutputCaptureExtension\\b");
    /** Directly, or by an annotation or a superclass of the tests' support. */
    private static final Pattern RUNS_IN_THE_SAME_THREAD = Pattern.compile(
            "^(?:@Execution\\(ExecutionMode\\.SAME_THREAD\\)|@SandboxTest|@FhirSandboxTest)|extends ClientTest",
            Pattern.MULTILINE);

    private record Method(String name, long lines) {}

    private record Parsed(Map<String, List<Path>> filesByType, List<Method> methods) {}

    private static Parsed parsed;

    @BeforeAll
    static void parseMainCode() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(javaFiles(MAIN)));
            var scanner = new Scanner(Trees.instance(task).getSourcePositions());
            for (var unit : task.parse()) {
                scanner.scan(unit, unit);
            }
            parsed = new Parsed(scanner.filesByType, scanner.methods);
        }
    }

    private static final class Scanner extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final Map<String, List<Path>> filesByType = new TreeMap<>();
        private final List<Method> methods = new ArrayList<>();

        Scanner(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree type, CompilationUnitTree unit) {
            if (!type.getSimpleName().isEmpty()) {
                filesByType
                        .computeIfAbsent(type.getSimpleName().toString(), name -> new ArrayList<>())
                        .add(MAIN.toAbsolutePath()
                                .relativize(
                                        Path.of(unit.getSourceFile().getName()).toAbsolutePath()));
            }
            return super.visitClass(type, unit);
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            var lines = unit.getLineMap();
            var start = lines.getLineNumber(positions.getStartPosition(unit, method));
            var end = lines.getLineNumber(positions.getEndPosition(unit, method));
            var file = Path.of(unit.getSourceFile().getName()).getFileName();
            methods.add(new Method(file + "#" + method.getName() + " (line " + start + ")", end - start + 1));
            return super.visitMethod(method, unit);
        }
    }

    @Test
    void filesHaveAtMost300Lines() throws IOException {
        var lines = new TreeMap<Path, Integer>();
        for (var file : javaFiles(MAIN)) {
            lines.put(file, Files.readAllLines(file).size());
        }
        assertThat(lines).hasSizeGreaterThan(100);
        lines.values().removeIf(count -> count <= MAX_FILE_LINES);
        assertThat(lines).isEmpty();
    }

    @Test
    void methodsHaveAtMost40Lines() {
        assertThat(parsed.methods)
                .hasSizeGreaterThan(1_000)
                .filteredOn(method -> method.lines > MAX_METHOD_LINES)
                .isEmpty();
    }

    @Test
    void simpleNamesAreUnique() {
        assertThat(NAMES_USED_TWICE).hasSizeLessThanOrEqualTo(MAX_EXCEPTIONS);
        assertThat(parsed.filesByType).hasSizeGreaterThan(300);
        var usedTwice = new TreeMap<>(parsed.filesByType);
        usedTwice.values().removeIf(files -> files.size() == 1);
        usedTwice.keySet().removeAll(NAMES_USED_TWICE);
        assertThat(usedTwice).isEmpty();
        assertThat(NAMES_USED_TWICE)
                .allSatisfy(name -> assertThat(parsed.filesByType.get(name)).hasSizeGreaterThan(1));
    }

    @Test
    void textsAreInPlainEnglish() throws IOException {
        var found = new ArrayList<String>();
        for (var file : texts()) {
            var text = Files.readString(file).replaceAll("\\s*\\n\\s*(\\*|//|#)?\\s*", " ");
            for (var phrase : PHRASES) {
                if (pattern(phrase).matcher(text).find()) {
                    found.add(file + ": " + phrase);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The start of a Spring context resets Logback, so what captures logs may not run beside one. */
    @Test
    void testsThatCaptureLogsRunBesideNoSpringContext() throws IOException {
        var capturing = new ArrayList<Path>();
        var unmarked = new ArrayList<Path>();
        for (var file : javaFiles(Path.of("src/test/java"))) {
            var text = Files.readString(file);
            if (CAPTURES_LOGS.matcher(text).find() && simpleName(file).endsWith("Tests")) {
                capturing.add(file);
                if (!RUNS_IN_THE_SAME_THREAD.matcher(text).find()) {
                    unmarked.add(file);
                }
            }
        }
        assertThat(capturing).hasSizeGreaterThan(5);
        assertThat(unmarked).isEmpty();
    }

    @Test
    void theArchitecturePageNamesExistingTypes() throws IOException {
        var named = Pattern.compile("`([A-Z][A-Za-z0-9]+)`")
                .matcher(Files.readString(Path.of("src/docs/architecture.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        var existing = new TreeSet<>(parsed.filesByType.keySet());
        javaFiles(Path.of("src/test/java")).forEach(file -> existing.add(simpleName(file)));
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named).filteredOn(name -> !existing.contains(name)).isEmpty();
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Pattern pattern(String phrase) {
        return Pattern.compile("\\b" + Pattern.quote(phrase) + "\\b", Pattern.CASE_INSENSITIVE);
    }

    private static List<Path> texts() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            var inSource = files.filter(
                            file -> file.toString().matches(".*\\.(java|md|yaml|html|sql|json|csv|properties)"))
                    .filter(file -> !file.equals(THIS));
            return Stream.concat(
                            inSource,
                            Stream.of("README.md", "hooks/README.md", "fhir-samples/README.md", "Dockerfile", "pom.xml")
                                    .map(Path::of))
                    .toList();
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
