package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.rlsworkup.workup.Workup;

/** The core of the service comes without Spring and HAPI FHIR, and nothing that it needs is left out. */
class CoreJarTests {
    @Test
    void everyClassOfTheCoreCanBeUsed() throws Exception {
        var jar = Path.of(
                Workup.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var count = 0;
        try (var core = new JarFile(jar.toFile())) {
            for (var entry : core.stream().toList()) {
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("package-info.class")) {
                    var name = entry.getName().replace('/', '.').replace(".class", "");
                    assertThatCode(() -> use(name)).as(name).doesNotThrowAnyException();
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(200);
    }

    private static void use(String name) throws ClassNotFoundException, IOException {
        var type = Class.forName(name);
        type.getDeclaredMethods();
        type.getDeclaredFields();
        type.getDeclaredClasses();
    }
}
