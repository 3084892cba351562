package org.rlsworkup.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.trust.SigningKey;
import org.rlsworkup.trust.Token;

/**
 * Calls with tokens to two replicas, each about another patient, and overrides of the cards that come. Each answer is
 * compared with the one to the same call before anything failed. A call whose replica refuses the connection goes to the
 * other one, as a load balancer does.
 */
final class FaultLoad {
    static final String PUBLIC = "http://localhost";
    static final String ISSUER = "https://ehr.example";
    static final String CALL = "/cds-services/rls-workup";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;
    /** Statuses that say why nothing is said: keys not known, chart not read, too many calls, unavailable. */
    private static final Set<Integer> REFUSALS = Set.of(401, 412, 429, 503);

    private static final Pattern CARD = Pattern.compile("\"uuid\":\"([^\"]+)\",\"summary\"");
    private static final Pattern CHANGING =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|bench-patient-\\d+|T\\d\\d:\\d\\d:\\d\\d");
    /** What a card may add: it cannot know what was declined while the database does not answer. */
    private static final String ANSWERS_UNREAD = "Not read: earlier answers. ";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicInteger patients =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(10_000_000, 80_000_000));
    private final SigningKey key;
    private final List<Server> replicas;
    /** The right answers by the calls. */
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private volatile Tally tally = new Tally();

    FaultLoad(SigningKey key, List<Server> replicas) {
        this.key = key;
        this.replicas = replicas;
    }

    /** What came of the calls during one fault. */
    static final class Tally {
        final Queue<Long> millis = new ConcurrentLinkedQueue<>();
        final Map<Integer, AtomicInteger> refused = new ConcurrentSkipListMap<>();
        final AtomicInteger unanswered = new AtomicInteger();
        final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        final Queue<String> shown = new ConcurrentLinkedQueue<>();
        final Queue<String> overridden = new ConcurrentLinkedQueue<>();
        /** Overridden cards after which another replica said the same again. */
        final AtomicInteger repeated = new AtomicInteger();

        long p99() {
            var sorted = millis.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get(sorted.size() * 99 / 100);
        }

        String refusals() {
            return refused.entrySet().stream()
                    .map(it -> it.getValue() + " × " + it.getKey())
                    .collect(Collectors.joining(", "));
        }
    }

    /** What came of the calls since this was last asked for. */
    Tally take() {
        var taken = tally;
        tally = new Tally();
        return taken;
    }

    /** Learns the answer to a call, which must have so many cards. */
    void learn(String call, int cards) throws IOException, InterruptedException {
        var answer = send(0, CALL, call);
        if (answer == null || answer.statusCode() != 200 || cards(answer.body()).size() != cards) {
            throw new IOException("wrong from the start: " + (answer == null ? "no answer" : answer.body()));
        }
        answers.put(call, fixed(answer.body()));
    }

    private static String fixed(String answer) {
        return CHANGING.matcher(answer).replaceAll("").replace(ANSWERS_UNREAD, "");
    }

    private static List<String> cards(String answer) {
        return CARD.matcher(answer).results().map(it -> it.group(1)).toList();
    }

    /** Sends the calls in turn until interrupted. */
    void run() {
        var calls = List.copyOf(answers.keySet());
        try {
            for (var number = 0; !Thread.currentThread().isInterrupted(); number++) {
                one(calls.get(number % calls.size()), number / calls.size());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void one(String call, int replica) throws InterruptedException {
        var now = tally;
        var body = call.replace(Charts.PATIENT, "bench-patient-" + patients.incrementAndGet());
        var began = System.nanoTime();
        var answer = send(replica, CALL, body);
        var millis = (System.nanoTime() - began) / 1_000_000;
        if (answer == null) {
            now.unanswered.incrementAndGet();
        } else if (REFUSALS.contains(answer.statusCode()) && answer.body().contains("\"OperationOutcome\"")) {
            now.refused
                    .computeIfAbsent(answer.statusCode(), it -> new AtomicInteger())
                    .incrementAndGet();
        } else if (answer.statusCode() == 200 && fixed(answer.body()).equals(answers.get(call))) {
            now.millis.add(millis);
            var cards = cards(answer.body());
            now.shown.addAll(cards);
            if (!cards.isEmpty()) {
                override(replica, body, cards, now);
            }
        } else {
            now.wrong.add(answer.statusCode() + " " + answer.body());
        }
    }

    /** Overrides the cards; once that is acknowledged, the other replica must not say the same again. */
    private void override(int replica, String call, List<String> cards, Tally now) throws InterruptedException {
        var entries = cards.stream().map("""
            {"card":"%s","outcome":"overridden","outcomeTimestamp":"2026-11-20T10:00:00Z","overrideReason":\
            {"reason":{"code":"patient-declined","system":"https://rlsworkup.org/CodeSystem/override-reason"}}}\
            """::formatted).collect(Collectors.joining(",", "{\"feedback\":[", "]}"));
        var stored = send(replica, CALL + "/feedback", entries);
        if (stored == null || stored.statusCode() != 200) {
            return;
        }
        now.overridden.addAll(cards);
        var again = send(replica + 1, CALL, call);
        if (again != null && again.statusCode() == 200) {
            now.shown.addAll(cards(again.body()));
            if (again.body().contains("\"suggestions\"") && !again.body().contains(ANSWERS_UNREAD)) {
                now.repeated.incrementAndGet();
            }
        }
    }

    /** Null if there is no answer. */
    private @Nullable HttpResponse<String> send(int replica, String path, String body) throws InterruptedException {
        try {
            return post(replica, path, body);
        } catch (ConnectException e) {
            try {
                return post(replica + 1, path, body);
            } catch (IOException none) {
                return null;
            }
        } catch (IOException e) {
            return null;
        }
    }

    private HttpResponse<String> post(int replica, String path, String body) throws IOException, InterruptedException {
        var port = replicas.get(replica % replicas.size()).port();
        var now = InstantSource.system().instant();
        var token = Token.of(ISSUER, PUBLIC + path, "ES256", key.keyId(), now).by(key);
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
