package org.rlsworkup.trust;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 by Tomcat, with a limit for the whole time of a request's head. Tomcat by itself limits the pauses within it
 * only, so that a client that sends a byte every few seconds would keep its connection for hours.
 */
public final class HeadDeadlineProtocol extends Http11NioProtocol {
    private volatile long timeoutNanos = Long.MAX_VALUE;

    /** Sets the time from the first byte of a head to its last. */
    public void setHeadTimeout(Duration timeout) {
        timeoutNanos = timeout.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new Http11Processor(this, getAdapter()) {
            // Called whenever a part of a head has arrived; pauses are limited by the timeout of the connection.
            @Override
            public SocketState service(SocketWrapperBase<?> connection) throws IOException {
                var state = super.service(connection);
                var isIncomplete = state == SocketState.LONG && !isAsync() && request.getStartTimeNanos() >= 0;
                return isIncomplete && System.nanoTime() - request.getStartTimeNanos() > timeoutNanos
                        ? SocketState.CLOSED
                        : state;
            }
        };
    }
}
