package org.rlsworkup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rlsworkup.RlsWorkupApplication;
import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.Http;
import org.springframework.boot.SpringApplication;

/** What load balancers and EHRs see of a service that is stopped. */
@FullOnly
@Execution(ExecutionMode.SAME_THREAD)
class DrainTests {
    private static final String READINESS = "/actuator/health/readiness";

    @Test
    void readinessIsRefusedAndCallsAreAnsweredUntilThePortCloses() throws InterruptedException {
        var service = SpringApplication.run(RlsWorkupApplication.class, "--server.port=0", "--rls.drain-time=5s");
        var http = new Http(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        assertThat(http.get(READINESS).status()).isEqualTo(200);

        var begin = System.nanoTime();
        var closing = Thread.ofPlatform().start(service::close);
        while (http.get(READINESS).status() == 200) {
            Thread.onSpinWait();
        }
        assertThat(http.get(READINESS).status()).isEqualTo(503);
        assertThat(http.get("/readyz").status()).isEqualTo(503);
        assertThat(http.get("/livez").status()).isEqualTo(200);
        assertThat(http.call("{}").status()).isEqualTo(401);

        closing.join();
        assertThat(System.nanoTime() - begin).isGreaterThan(5_000_000_000L);
        assertThatThrownBy(() -> http.get(READINESS)).isInstanceOf(UncheckedIOException.class);
    }
}
