package org.rlsworkup.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.support.CountedIds;
import org.rlsworkup.support.HeardCalls;
import org.rlsworkup.support.SandboxTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** The whole sandbox over HTTP, in the context of {@link SandboxTest}; each class uses its own patients. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "rls.clock.fixed-at=2026-11-20T10:00:00Z")
@ActiveProfiles("sandbox")
@Import({CountedIds.class, HeardCalls.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
public @interface FhirSandboxTest {}
