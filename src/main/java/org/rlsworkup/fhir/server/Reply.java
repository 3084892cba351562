package org.rlsworkup.fhir.server;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.QueryResponse;

/** The outcome of one request to a FHIR server. */
sealed interface Reply {

    /** Status 200 with a body that could be read. */
    record Answer(QueryResponse reading) implements Reply {}

    /** A status other than 200, whatever its body, with the header as sent, or null. */
    record Refusal(int status, @Nullable String retryAfter) implements Reply {
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
        UNREADABLE,
        /** The circuit breaker is open. */
        NOT_SENT
    }

    /**
     * Whether the server is down or overloaded. A request that it rejects, or a response that cannot be read, does not
     * say so: a token with a narrow scope must not open the circuit for a whole hospital.
     */
    default boolean isOutage() {
        return switch (this) {
            case Answer answer -> false;
            case Refusal(int status, var after) -> status >= 500 && status != 501;
            case Failure.NO_CONNECTION, Failure.CONNECTION_LOST, Failure.TIMED_OUT -> true;
            case Failure.CANCELLED, Failure.UNREADABLE, Failure.NOT_SENT -> false;
        };
    }
}
