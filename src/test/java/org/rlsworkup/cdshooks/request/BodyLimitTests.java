package org.rlsworkup.cdshooks.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class BodyLimitTests {
    @Test
    void letsTheWholeLimitBeRead() throws IOException {
        var limit = new BodyLimit(10);
        limit.spend(4);
        limit.spend(6);

        assertThatCode(() -> limit.spend(0)).doesNotThrowAnyException();
    }

    @Test
    void endsAtTheByteBeyond() throws IOException {
        var limit = new BodyLimit(10);
        limit.spend(10);

        var overrun = catchThrowable(() -> limit.spend(1));

        assertThat(overrun).isInstanceOf(IOException.class);
        assertThat(BodyLimit.exception(overrun).status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void countsBeyondWhatAnIntHolds() throws IOException {
        var limit = new BodyLimit(3L * Integer.MAX_VALUE);
        limit.spend(Integer.MAX_VALUE);
        limit.spend(Integer.MAX_VALUE);
        limit.spend(Integer.MAX_VALUE);

        assertThat(catchThrowable(() -> limit.spend(1))).isInstanceOf(IOException.class);
    }

    @Test
    void endsWhenTheTimeIsOver() {
        var overtime = catchThrowable(() -> new BodyLimit(10, Duration.ofSeconds(-1)).spend(1));

        assertThat(overtime).isInstanceOf(IOException.class);
        assertThat(BodyLimit.exception(overtime).status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    }

    @Test
    void isKnownHoweverOftenItWasWrapped() {
        var overrun = catchThrowable(() -> new BodyLimit(0).spend(1));

        assertThat(BodyLimit.exception(new IllegalStateException(new IOException(overrun)))
                        .status())
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void aPauseThatIsTooLongIsOneOfTime() {
        var pause = new IOException(new SocketTimeoutException());
        assertThat(BodyLimit.exception(pause).status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    }

    @Test
    void isNoOtherFailure() {
        var reset = new IOException("connection reset");
        assertThat(BodyLimit.exception(reset).issue()).isEqualTo("incomplete");
        assertThat(BodyLimit.exception(new UncheckedIOException(reset)).issue()).isEqualTo("incomplete");
    }
}
