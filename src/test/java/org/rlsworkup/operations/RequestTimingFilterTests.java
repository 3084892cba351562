package org.rlsworkup.operations;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.Browser;
import org.rlsworkup.support.SandboxTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Metrics of the requests to the URLs of calls. */
class RequestTimingFilterTests {
    private static final String NAME = "http.server.requests";

    private static Map<String, String> tags(Meter meter) {
        return meter.getId().getTags().stream().collect(toMap(Tag::getKey, Tag::getValue));
    }

    private static Map<String, String> tags(String method, String uri, int status, String outcome, String exception) {
        return Map.of(
                "method", method,
                "uri", uri,
                "status", Integer.toString(status),
                "outcome", outcome,
                "exception", exception,
                "error", exception);
    }

    @Nested
    class Alone {
        private final MeterRegistry meters = new SimpleMeterRegistry();
        private final RequestTimingFilter times = new RequestTimingFilter(meters);

        private void pass(String method, String belowRoot, FilterChain chain) throws IOException, ServletException {
            var request = new MockHttpServletRequest(method, "/cds-services" + belowRoot);
            request.setServletPath("/cds-services");
            request.setPathInfo(belowRoot.isEmpty() ? null : belowRoot);
            times.doFilter(request, new MockHttpServletResponse(), chain);
        }

        private static FilterChain answering(int status) {
            return (request, response) -> ((MockHttpServletResponse) response).setStatus(status);
        }

        private Timer only() {
            var timers = meters.find(NAME).timers();
            assertThat(timers).hasSize(1);
            return timers.iterator().next();
        }

        @ParameterizedTest
        @CsvSource({
            "GET,     '',                     200, SUCCESS,      GET,     /cds-services",
            "POST,    /rls-workup,            200, SUCCESS,      POST,    /cds-services/rls-workup",
            "POST,    /rls-workup,            401, CLIENT_ERROR, POST,    /cds-services/rls-workup",
            "POST,    /rls-workup,            503, SERVER_ERROR, POST,    /cds-services/rls-workup",
            "POST,    /rls-workup/feedback,   200, SUCCESS,      POST,    /cds-services/rls-workup/feedback",
            "POST,    /rls-workup/feedback/x, 404, CLIENT_ERROR, POST,    NOT_FOUND",
            "POST,    /Jane-Doe,              404, CLIENT_ERROR, POST,    NOT_FOUND",
            "JANEDOE, /rls-workup,            405, CLIENT_ERROR, UNKNOWN, /cds-services/rls-workup"
        })
        void isToldApartByWhatIsNotTheClients(
                String method, String path, int status, String outcome, String told, String uri)
                throws IOException, ServletException {
            pass(method, path, answering(status));
            assertThat(tags(only())).isEqualTo(tags(told, uri, status, outcome, "none"));
            assertThat(only().count()).isOne();
        }

        @Test
        void addsUp() throws IOException, ServletException {
            pass("POST", "/rls-workup", answering(200));
            pass("POST", "/rls-workup", answering(200));
            assertThat(only().count()).isEqualTo(2);
        }

        @Test
        void whatIsThrownGoesOnAndIsCounted() {
            var failure = new IOException("of patient 123");
            var thrown = catchThrowable(() -> pass("POST", "/rls-workup", (request, response) -> {
                throw failure;
            }));
            assertThat(thrown).isSameAs(failure);
            assertThat(tags(only()))
                    .isEqualTo(tags("POST", "/cds-services/rls-workup", 500, "SERVER_ERROR", "IOException"));
        }

        @Test
        void anErrorOfTheMachineIsNoSuccess() {
            var thrown = catchThrowable(() -> pass("POST", "/rls-workup", (request, response) -> {
                throw new StackOverflowError();
            }));
            assertThat(thrown).isInstanceOf(StackOverflowError.class);
            assertThat(tags(only()))
                    .isEqualTo(tags("POST", "/cds-services/rls-workup", 500, "SERVER_ERROR", "StackOverflowError"));
        }
    }

    @Nested
    class InTheService extends SandboxTest {
        @LocalServerPort
        int port;

        @Autowired
        MeterRegistry meters;

        private Collection<Timer> timers(String method) {
            return meters.find(NAME).tag("method", method).timers();
        }

        private static long count(Collection<Timer> timers) {
            return timers.stream().mapToLong(Timer::count).sum();
        }

        private static Set<Set<String>> labels(Collection<Timer> timers) {
            return timers.stream().map(timer -> tags(timer).keySet()).collect(toSet());
        }

        @Test
        void aCallIsCountedOnceAndHasTheLabelsOfAPage() {
            var browser = new Browser(port);
            var before = count(timers("PATCH"));
            browser.send("PATCH /cds-services/rls-workup HTTP/1.1");
            browser.send("GET /actuator/health HTTP/1.1");
            var calls = timers("PATCH");
            assertThat(count(calls)).isEqualTo(before + 1);
            assertThat(labels(calls)).isEqualTo(labels(timers("GET"))).hasSize(1);
        }
    }
}
