package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The Kubernetes manifests have only fields that Kubernetes knows, and what watches the service names its metrics. */
class ManifestTests {
    private static final Path MANIFESTS = Path.of("src/deploy/kustomize");
    private static final Map<String, Class<?>> KINDS = Map.of(
            "ConfigMap", ConfigMap.class,
            "Deployment", Deployment.class,
            "Ingress", Ingress.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Service", Service.class);
    /** Of other products than Kubernetes itself, or of kustomize. */
    private static final List<String> NOT_READ = List.of("Kustomization", "PrometheusRule", "ServiceMonitor");

    private static final Pattern METRIC = Pattern.compile("\\b(?:rls|http_server)_[a-z_]+");
    private static final Pattern SUFFIX = Pattern.compile("_(?:count|sum|bucket)$");

    private static final Pattern SECRET_KEY = Pattern.compile("name: rls-workup\n +key: ([a-z-]+)");
    private static final Pattern LITERAL = Pattern.compile("--from-literal=([a-z-]+)=");

    /** Unknown fields are refused; the model itself would collect them. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    static Stream<Path> manifests() throws IOException {
        try (var files = Files.walk(MANIFESTS)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml")
                            && !file.getFileName().toString().equals("application.yaml"))
                    .toList()
                    .stream();
        }
    }

    private static void read(String yaml) {
        Map<String, Object> manifest = new Yaml().load(yaml);
        var kind = String.valueOf(manifest.get("kind"));
        if (!NOT_READ.contains(kind)) {
            assertThat(KINDS).containsKey(kind);
            assertThat(STRICT.convertValue(withoutPatches(manifest), KINDS.get(kind)))
                    .isNotNull();
        }
    }

    /** Directives of kustomize are no fields of Kubernetes. */
    private static Object withoutPatches(Object node) {
        return switch (node) {
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<Object, Object>();
                map.forEach((key, value) -> {
                    if (!"$patch".equals(key)) {
                        kept.put(key, withoutPatches(value));
                    }
                });
                yield kept;
            }
            case List<?> list ->
                list.stream().map(ManifestTests::withoutPatches).toList();
            default -> node;
        };
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void hasOnlyFieldsThatKubernetesKnows(Path file) throws IOException {
        read(Files.readString(file));
    }

    @Test
    void anUnknownFieldIsRefused() throws IOException {
        var deployment = Files.readString(MANIFESTS.resolve("base/deployment.yaml"));
        assertThatThrownBy(() -> read(deployment.replace("readinessProbe", "readynessProbe")))
                .hasMessageContaining("readynessProbe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "src/docs/operations.md",
                "src/deploy/compose.yaml",
                "src/deploy/kustomize/base/deployment.yaml"
            })
    void theOptionsOfTheVirtualMachineAreThoseOfTheImage(String file) throws IOException {
        var image = Pattern.compile("JDK_JAVA_OPTIONS=\"([^\"]+)\"").matcher(Files.readString(Path.of("Dockerfile")));
        assertThat(image.find()).isTrue();
        assertThat(Files.readString(Path.of(file))).contains(image.group(1));
    }

    /** The example is built on every other one. */
    @Test
    void theExampleIsRenderedWithTheSettingsOfAHospital() throws IOException, InterruptedException {
        var rendered = kubectlKustomize("example");
        var documents = rendered.split("(?m)^---$");
        assertThat(documents).hasSizeGreaterThan(7).allSatisfy(ManifestTests::read);
        assertThat(rendered)
                .contains("registry.hospital.example/rls-workup:0.2.0", "host: rls.hospital.example")
                .contains("cidr: 198.51.100.0/24", "cidr: 203.0.113.7/32")
                // What the others have in these places.
                .doesNotContain("rls-workup.hospital.example", "192.0.2.0", "kubernetes.io/name: postgresql");
    }

    private static String kubectlKustomize(String overlay) throws IOException, InterruptedException {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator)))
                .as("kubectl is there")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        var process = new ProcessBuilder(
                        "kubectl", "kustomize", MANIFESTS.resolve(overlay).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return text;
        }
    }

    @Test
    void everyKeyOfTheSecretIsInTheCommandThatCreatesIt() throws IOException {
        var keys = new TreeSet<String>();
        for (var file : manifests().toList()) {
            SECRET_KEY.matcher(Files.readString(file)).results().forEach(it -> keys.add(it.group(1)));
        }
        assertThat(keys).contains("patient-key", "operator-password");
        var documented = LITERAL.matcher(Files.readString(Path.of("src/docs/operations.md")))
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void everyMetricThatIsWatchedIsDocumented() throws IOException {
        var documented = metrics(Files.readString(Path.of("src/docs/operations.md")));
        var watched = metrics(Files.readString(MANIFESTS.resolve("monitoring/alerts.yaml"))
                + Files.readString(MANIFESTS.resolve("monitoring/dashboard.json")));
        assertThat(watched).hasSizeGreaterThan(5);
        assertThat(documented).containsAll(watched);
    }

    private static Set<String> metrics(String text) {
        var names = new TreeSet<String>();
        METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> SUFFIX.matcher(name).replaceFirst(""))
                .forEach(names::add);
        return names;
    }
}
