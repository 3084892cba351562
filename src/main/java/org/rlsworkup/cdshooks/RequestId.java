package org.rlsworkup.cdshooks;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/** The id of a request, by which its answer and the log lines about it belong together. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final String KEY = "requestId";

    private RequestId() {}

    /** Begins a request in this thread, with a new id that each of its log lines has from now on. */
    static String begin() {
        var id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        MDC.put(KEY, id);
        return id;
    }

    /** The id of the request in this thread. */
    static String current() {
        return String.valueOf(MDC.get(KEY));
    }

    static void end() {
        MDC.remove(KEY);
    }
}
