package org.rlsworkup.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rlsworkup.operators.PasswordChecks.UncheckedException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where passwords are checked, how many at a time, and how long an address waits whose passwords are wrong. */
class PasswordChecksTests {
    private static final String OPERATOR = "192.0.2.1";

    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private boolean blocks;
    private long nanos;
    private final PasswordChecks checks = new PasswordChecks(
            new Comparison(), (reason, address) -> refusals.add(reason + " " + address), () -> nanos);

    /** Is as slow as the test wants. */
    private final class Comparison implements AuthenticationProvider {
        @Override
        public Authentication authenticate(Authentication login) {
            threads.add(Thread.currentThread());
            mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            begun.countDown();
            try {
                if (blocks) {
                    mayEnd.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                atATime.decrementAndGet();
            }
            if (!"right".equals(login.getCredentials())) {
                throw new BadCredentialsException("wrong");
            }
            return login;
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return true;
        }
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        checks.close();
    }

    private Authentication logIn(String address, String password) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        var login = UsernamePasswordAuthenticationToken.unauthenticated("operator", password);
        login.setDetails(new WebAuthenticationDetails(request));
        return checks.authenticate(login);
    }

    private UncheckedException refused(String password) {
        return catchThrowableOfType(UncheckedException.class, () -> logIn(OPERATOR, password));
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            assertThat(catchThrowableOfType(BadCredentialsException.class, () -> logIn(OPERATOR, "wrong")))
                    .isNotNull();
        }
    }

    @Test
    @Timeout(60)
    void anAttackOccupiesTwoPlatformThreadsAndAShortQueueAndTheRestIsRefusedAtOnce() throws Exception {
        blocks = true;
        try (var connections = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = new ArrayList<Future<AuthenticationException>>();
            var refused = new CountDownLatch(200 - 18);
            for (var i = 0; i < 200; i++) {
                var address = "198.51.100." + i;
                logins.add(connections.submit(() -> {
                    var failure = catchThrowableOfType(AuthenticationException.class, () -> logIn(address, "wrong"));
                    if (failure instanceof UncheckedException) {
                        refused.countDown();
                    }
                    return failure;
                }));
            }
            // While the first checks are still going on, all that find no place have their answer.
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            begun.await();
            mayEnd.countDown();
            var unchecked = 0;
            for (var login : logins) {
                unchecked += login.get() instanceof UncheckedException busy
                                && busy.status().value() == 503
                        ? 1
                        : 0;
            }
            assertThat(unchecked).isBetween(200 - 18, 200 - 17);
        }
        assertThat(mostAtATime.get()).isBetween(1, 2);
        assertThat(threads).hasSizeLessThanOrEqualTo(18).noneMatch(Thread::isVirtual);
    }

    @Test
    @Timeout(60)
    void oneAddressHasOnlyPartOfTheQueue() throws Exception {
        blocks = true;
        try (var connections = Executors.newVirtualThreadPerTaskExecutor()) {
            var refused = new CountDownLatch(20 - 8);
            for (var i = 0; i < 20; i++) {
                var unused = connections.submit(() -> {
                    if (refused("wrong") != null) {
                        refused.countDown();
                    }
                });
            }
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            var other = connections.submit(() -> logIn("192.0.2.2", "right"));
            mayEnd.countDown();
            assertThat(other.get().getName()).isEqualTo("operator");
        }
    }

    @Test
    void anAddressThatIsWrongAgainAndAgainWaitsLongerEachTime() {
        fail(3);
        for (var seconds : List.of(1, 2, 4, 8, 16, 32, 64, 64)) {
            nanos += (seconds - 1) * 1_000_000_000L;
            // Not even the right password is looked at.
            var refused = refused("right");
            assertThat(refused.status().value()).isEqualTo(429);
            assertThat(refused.retryAfter()).isEqualTo(1);
            nanos += 1_000_000_000L;
            fail(1);
        }
        assertThat(refused("right").retryAfter()).isEqualTo(64);
        assertThat(logIn("192.0.2.2", "right").getName()).isEqualTo("operator");
    }

    @Test
    void twoMistakesCostNothingAndTheRightPasswordClearsThem() {
        for (var i = 0; i < 10; i++) {
            fail(2);
            assertThat(logIn(OPERATOR, "right").getName()).isEqualTo("operator");
        }
        assertThat(refusals).hasSize(20).containsOnly("Operator login failed: wrong name or password " + OPERATOR);
    }
}
