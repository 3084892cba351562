package org.rlsworkup.support;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * The whole service in profile {@code sandbox}, started once for all tests that extend this: fixed clock, counted ids.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "rls.clock.fixed-at=2026-11-20T10:00:00Z")
@ActiveProfiles("sandbox")
@Import({CountedIds.class, FirstCards.class, HeardCalls.class})
@Execution(ExecutionMode.SAME_THREAD)
public abstract class SandboxTest {}
