package org.rlsworkup.cdshooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Capacity;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Limits;
import org.rlsworkup.support.LogLines;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a call is answered when the service fails in a way that nobody expects. */
@Execution(ExecutionMode.SAME_THREAD)
class HookServletTests {
    private static final String SECRET = "Anna Muster";

    private static MockHttpServletResponse callThatFailsWith(Throwable failure) throws IOException {
        var limits = Limits.with();
        var servlet = new HookServlet(
                request -> Optional.of(Caller.of("ehr", server -> false)),
                (authenticated, server) -> Optional.of(authenticated),
                limits,
                new Capacity(limits, (reason, address) -> {}),
                "1.0.0",
                caller -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                },
                List.of(),
                batch -> new FeedbackBatch.Receipt.Stored());
        var request = new MockHttpServletRequest("POST", "/cds-services/rls-workup");
        request.setPathInfo("/rls-workup");
        request.setContentType("application/json");
        request.setContent("""
            {"hook":"patient-view","hookInstance":"1","context":{"userId":"Practitioner/p","patientId":"1"}}\
            """.getBytes(StandardCharsets.UTF_8));
        var response = new MockHttpServletResponse();
        servlet.service(request, response);
        return response;
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new StackOverflowError(SECRET),
                new AssertionError(SECRET),
                new NoClassDefFoundError(SECRET),
                new ExceptionInInitializerError(SECRET));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyErrorIsAnsweredAndItsMessageIsNotLogged(Throwable failure) throws IOException {
        try (var log = LogLines.of("org.rlsworkup.cdshooks.ErrorResponses")) {
            var answer = callThatFailsWith(failure);
            assertThat(answer.getStatus()).isEqualTo(500);
            assertThat(Http.JSON
                            .readTree(answer.getContentAsByteArray())
                            .at("/resourceType")
                            .asString())
                    .isEqualTo("OperationOutcome");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(failure.getClass().getName())
                    .doesNotContain(SECRET);
        }
    }

    /** The process is to end, and to be restarted. */
    @Test
    void oneOfTheVirtualMachineIsNot() {
        assertThatThrownBy(() -> callThatFailsWith(new OutOfMemoryError())).isInstanceOf(OutOfMemoryError.class);
    }
}
