package org.rlsworkup.fhir.server;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.read.QueryResponse;

/** What came of one request to a FHIR server. */
sealed interface Reply {

    /** An answer that could be read. */
    record Answer(QueryResponse reading) implements Reply {}

    /**
     * A status other than 200, whatever its body.
     *
     * @param retryAfter the header as sent, or null
     */
    record Refusal(int status, @Nullable String retryAfter) implements Reply {}

    /** Why there was nothing to read. */
    enum Nothing implements Reply {
        /** No connection, or one that ended before an answer began. */
        NO_CONNECTION,
        /** The connection ended in the midst of the answer. */
        BROKEN,
        /** No connection or no whole answer in time. */
        TIMED_OUT,
        /** The call was over before there was an answer, which is not the server's fault. */
        NOT_WANTED,
        /** An answer that is no FHIR JSON, or larger than we read. */
        UNREADABLE,
        /** Not asked: the server did not answer lately. */
        NOT_ASKED
    }

    /**
     * Whether the server is down or overloaded. That it refuses something, or answers what we cannot read, is no sign
     * of that: a narrow token must not silence a hospital.
     */
    default boolean isOutage() {
        return switch (this) {
            case Answer answer -> false;
            case Refusal refusal -> refusal.status() >= 500 && refusal.status() != 501;
            case Nothing nothing ->
                switch (nothing) {
                    case NO_CONNECTION, BROKEN, TIMED_OUT -> true;
                    case NOT_WANTED, UNREADABLE, NOT_ASKED -> false;
                };
        };
    }
}
