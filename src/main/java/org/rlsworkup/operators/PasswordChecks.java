package org.rlsworkup.operators;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.util.ConcurrentLruCache;

/**
 * Checks the passwords of operators on at most two threads of their own: the hash of a password is made to be slow, and
 * on the threads that answer calls a handful of guesses would stop all of them. An address whose passwords are wrong must
 * wait longer each time.
 */
final class PasswordChecks implements AuthenticationProvider, AutoCloseable {
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
    private static final int MAX_QUEUE = 16;
    /** As many as a browser sends at a time for one page. */
    private static final int MAX_OF_ADDRESS = 8;

    private static final int FREE_FAILURES = 3;
    /** A little more than a minute. */
    private static final int MAX_DOUBLINGS = 6;

    private static final int MAX_ADDRESSES = 10_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AuthenticationProvider provider;
    private final BiConsumer<String, String> refusals;
    private final LongSupplier nanoTime;
    private final ConcurrentLruCache<String, Attempts> attempts =
            new ConcurrentLruCache<>(MAX_ADDRESSES, address -> new Attempts());
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUE),
            Thread.ofPlatform().daemon().name("passwords-", 0).factory());

    /**
     * @param provider compares a password with its hash
     * @param refusals takes why a login was refused, and the address it came from
     * @param nanoTime of any origin
     */
    PasswordChecks(AuthenticationProvider provider, BiConsumer<String, String> refusals, LongSupplier nanoTime) {
        this.provider = provider;
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    /** A password that was not checked: the login may be tried again later. */
    static final class UncheckedException extends AuthenticationException {
        private static final long serialVersionUID = 1L;
        private final HttpStatus status;
        private final long retryAfter;

        private UncheckedException(HttpStatus status, long retryAfter) {
            super("not checked");
            this.status = status;
            this.retryAfter = retryAfter;
        }

        HttpStatus status() {
            return status;
        }

        /** In seconds. */
        long retryAfter() {
            return retryAfter;
        }
    }

    /** The logins from one address. */
    private static final class Attempts {
        private int checks;
        private int failures;
        private long blockedUntil;

        /** Begins a check, which must {@link #end}; or says in how many seconds one may begin. */
        synchronized long begin(long now) {
            var left = failures < FREE_FAILURES ? 0 : blockedUntil - now;
            if (left <= 0 && checks < MAX_OF_ADDRESS) {
                checks++;
                return 0;
            }
            return Math.max(1, (left + SECOND - 1) / SECOND);
        }

        /** @param correct null if the password was not compared */
        synchronized void end(@Nullable Boolean correct, long now) {
            checks--;
            if (correct != null) {
                failures = correct ? 0 : failures + 1;
                blockedUntil = now + (SECOND << Math.clamp(failures - FREE_FAILURES, 0, MAX_DOUBLINGS));
            }
        }
    }

    @Override
    public @Nullable Authentication authenticate(Authentication login) {
        var address = login.getDetails() instanceof WebAuthenticationDetails it ? it.getRemoteAddress() : "unknown";
        var ofAddress = attempts(address);
        var wait = ofAddress.begin(nanoTime.getAsLong());
        if (wait > 0) {
            refusals.accept("Operator login refused after wrong passwords", address);
            throw new UncheckedException(HttpStatus.TOO_MANY_REQUESTS, wait);
        }
        Boolean correct = null;
        try {
            var result = threads.submit(() -> provider.authenticate(login)).get();
            correct = true;
            return result;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthenticationException failure)) {
                throw new InternalAuthenticationServiceException("not checked", e);
            }
            correct = false;
            refusals.accept("Operator login failed: wrong name or password", address);
            throw failure;
        } catch (RejectedExecutionException e) {
            refusals.accept("Operator login refused: too many at a time", address);
            throw new UncheckedException(HttpStatus.SERVICE_UNAVAILABLE, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedException(HttpStatus.SERVICE_UNAVAILABLE, 1);
        } finally {
            ofAddress.end(correct, nanoTime.getAsLong());
        }
    }

    /** Synchronized, because the cache by itself may create the same twice. */
    private synchronized Attempts attempts(String address) {
        return attempts.get(address);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return provider.supports(authentication);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
