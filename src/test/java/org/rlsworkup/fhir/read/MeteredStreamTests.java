package org.rlsworkup.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeteredStreamTests {
    private final AtomicInteger spent = new AtomicInteger();
    private final MeteredStream stream =
            new MeteredStream(new ByteArrayInputStream(new byte[] {1, (byte) 0xff, 3, 4, 5}), spent::addAndGet);

    @Test
    void countsSingleBytes() throws IOException {
        assertThat(stream.read()).isEqualTo(1);
        assertThat(stream.read()).isEqualTo(0xff);
        assertThat(spent).hasValue(2);
    }

    @Test
    void countsWhatWasReadAndNotWhatWasAskedFor() throws IOException {
        assertThat(stream.read(new byte[8], 2, 3)).isEqualTo(3);
        assertThat(spent).hasValue(3);
        assertThat(stream.read(new byte[8])).isEqualTo(2);
        assertThat(spent).hasValue(5);
    }

    @Test
    void countsWholeReadsOnce() throws IOException {
        assertThat(stream.readAllBytes()).containsExactly(1, 0xff, 3, 4, 5);
        assertThat(spent).hasValue(5);
    }

    @Test
    void countsNothingAtTheEnd() throws IOException {
        stream.readAllBytes();

        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[8])).isEqualTo(-1);
        assertThat(spent).hasValue(5);
    }

    @Test
    void endsWhenTheMeterSaysSo() {
        var refusal = new IOException("enough");
        var refusing = new MeteredStream(new ByteArrayInputStream(new byte[2]), bytes -> {
            throw refusal;
        });

        assertThatThrownBy(refusing::read).isSameAs(refusal);
        assertThatThrownBy(() -> refusing.read(new byte[1])).isSameAs(refusal);
    }

    @Test
    void closesTheBody() throws IOException {
        var closed = new AtomicBoolean();
        var body = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        new MeteredStream(body, spent::addAndGet).close();

        assertThat(closed).isTrue();
    }
}
