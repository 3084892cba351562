package org.rlsworkup.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.rlsworkup.cdshooks.CallOutcome;

/** Hears what audit, feedback and metrics hear of the last calls. */
public final class HeardCalls implements Consumer<CallOutcome> {
    public static final String NOT_TO_BE_HEARD = "not-to-be-heard";
    private static final int MOST = 1000;

    private final Deque<CallOutcome> heard = new ArrayDeque<>();

    @Override
    public synchronized void accept(CallOutcome answered) {
        if (NOT_TO_BE_HEARD.equals(answered.hookInstance())) {
            throw new IllegalStateException("a listener that fails");
        }
        heard.addLast(answered);
        if (heard.size() > MOST) {
            heard.removeFirst();
        }
    }

    public synchronized void forget() {
        heard.clear();
    }

    public synchronized java.util.List<CallOutcome> all() {
        return java.util.List.copyOf(heard);
    }

    /** The call with this hook instance. */
    public synchronized CallOutcome of(String hookInstance) {
        return heard.stream()
                .filter(call -> hookInstance.equals(call.hookInstance()))
                .findFirst()
                .orElseThrow();
    }

    /** The only call since {@link #forget}. */
    public synchronized CallOutcome only() {
        if (heard.size() != 1) {
            throw new IllegalStateException("heard of " + heard.size() + " calls");
        }
        return heard.getFirst();
    }
}
