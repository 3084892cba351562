package org.rlsworkup.fhir.server;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.fhir.server.FhirServer.CallHealth;

/** The outcome of one request to a FHIR server. */
sealed interface Reply {

    /** Status 200 with a body that could be read. */
    record Answer(QueryResponse reading) implements Reply {}

    /**
     * A status other than 200.
     *
     * @param retryAfter the header as sent, or null
     * @param said the OperationOutcome that came with it, if it could be read; else null
     */
    record Refusal(int status, @Nullable String retryAfter, QueryResponse.@Nullable Failed said) implements Reply {
        private static final Set<Integer> OF_A_PARAMETER = Set.of(400, 422, 501);

        Refusal(int status, @Nullable String retryAfter) {
            this(status, retryAfter, null);
        }

        /** Whether the server may take the same search in another form. */
        boolean mayBeForm() {
            return OF_A_PARAMETER.contains(status);
        }

        /** Whether the server says that there is nothing. */
        boolean isNotFound() {
            return status == 404 && said != null && said.notFound();
        }

        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /** Why there is no response, or none that could be read. */
    enum Failure implements Reply {
        /** No connection, or one that was closed before a response began. */
        NO_CONNECTION,
        /** The connection was lost within the response. */
        CONNECTION_LOST,
        TIMED_OUT,
        /** The call ended first, which is not the server's fault. */
        CANCELLED,
        /** Not FHIR JSON, or larger than the limit. */
        UNREADABLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What it tells about the server. One query that fails by status 500 may be due to one chart. */
    default CallHealth health() {
        return switch (this) {
            case Answer answer -> CallHealth.UP;
            case Refusal(int status, var after, var said) ->
                status == 502 || status == 503 || status == 504 ? CallHealth.DOWN : CallHealth.UP;
            case Failure.NO_CONNECTION -> CallHealth.DOWN;
            case Failure.CONNECTION_LOST, Failure.TIMED_OUT -> CallHealth.SLOW;
            case Failure.UNREADABLE -> CallHealth.UP;
            case Failure.CANCELLED -> CallHealth.UNKNOWN;
        };
    }
}
