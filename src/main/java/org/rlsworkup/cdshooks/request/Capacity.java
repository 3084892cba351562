package org.rlsworkup.cdshooks.request;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.rlsworkup.cdshooks.request.CdsHooksException.FixedProblem;
import org.rlsworkup.fhir.read.MeteredStream;
import org.rlsworkup.fhir.server.Shares;

/**
 * What requests with a body may hold of the service at a time: bodies that are being read, the bytes of all bodies in
 * memory, and places to be answered. A client holds a share of each at most, and takes a place only when its body is
 * there. What does not fit is answered with 503.
 */
public final class Capacity {
    /** For a body whose length is known and that has not been read, so that it holds nothing while it waits. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final CallLimits limits;
    private final BiConsumer<String, String> refusals;
    private final Shares reading;
    private final Shares bytes;
    private final Shares places;

    /** @param refusals takes why a request was refused, and the address it came from */
    public Capacity(CallLimits limits, BiConsumer<String, String> refusals) {
        this.limits = limits;
        this.refusals = refusals;
        this.reading = limits.shared(limits.reading());
        this.places = limits.shared(limits.concurrent());
        var bodies = limits.allBodiesBytes();
        this.bytes = new Shares(bodies, Math.max(limits.share(bodies), limits.bodyBytes()));
    }

    /**
     * Admits a request whose body is to be read.
     *
     * @throws CdsHooksException with 503 if there is no room for it
     */
    public Holding enter(Caller caller, HttpServletRequest request) {
        return new Holding(caller.name(), request);
    }

    /** What one request holds until it is closed. */
    public final class Holding implements MeteredStream.Meter, AutoCloseable {
        private final String client;
        private final HttpServletRequest request;
        private final BodyLimit limit = new BodyLimit(limits.bodyBytes());
        private boolean isReading;
        private boolean hasPlace;
        private int held;
        private int read;

        private Holding(String client, HttpServletRequest request) {
            this.client = client;
            this.request = request;
            isReading = reading.tryTake(client, 1, Duration.ZERO);
            require(isReading, "too many bodies are being read");
            var length = Math.toIntExact(Math.max(0, request.getContentLengthLong()));
            try {
                hold(length, WAIT);
            } catch (CdsHooksException problem) {
                close();
                throw problem;
            }
        }

        /** The body, of which no more than the limits is read. */
        public InputStream body() throws IOException {
            return new MeteredStream(request.getInputStream(), this);
        }

        @Override
        public void spend(int more) throws IOException {
            limit.spend(more);
            read += more;
            try {
                hold(read - held, Duration.ZERO);
            } catch (CdsHooksException problem) {
                throw new IOException(problem);
            }
        }

        private void hold(int more, Duration wait) {
            if (more > 0) {
                require(bytes.tryTake(client, more, wait), "its bodies would take too much memory");
                held += more;
            }
        }

        /** Takes a place for the answer, now that the body is there. */
        public void bodyIsRead() {
            stopReading();
            hasPlace = hasPlace || places.tryTake(client, 1, Duration.ZERO);
            require(hasPlace, "too many are being answered");
        }

        private void require(boolean hasRoom, String otherwise) {
            if (!hasRoom) {
                refusals.accept(
                        "Request of client " + client + " refused with 503: " + otherwise, request.getRemoteAddr());
                throw new CdsHooksException(FixedProblem.BUSY);
            }
        }

        private void stopReading() {
            if (isReading) {
                isReading = false;
                reading.giveBack(client, 1);
            }
        }

        @Override
        public void close() {
            stopReading();
            if (held > 0) {
                bytes.giveBack(client, held);
                held = 0;
            }
            if (hasPlace) {
                hasPlace = false;
                places.giveBack(client, 1);
            }
        }
    }
}
