package org.rlsworkup.support;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.context.annotation.Primary;

/** Card ids that count from one, so that answers can be compared exactly. */
@Primary
public final class CountedIds implements Supplier<UUID> {
    private final AtomicLong next = new AtomicLong(1);

    @Override
    public UUID get() {
        return new UUID(0x4000, 0x8000_0000_0000_0000L | next.getAndIncrement());
    }

    public void restart() {
        next.set(1);
    }
}
