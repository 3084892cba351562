package org.rlsworkup.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.rlsworkup.feedback.OnEachDatabase;
import org.rlsworkup.feedback.TestDatabase;
import org.rlsworkup.support.Tries;

/** The jar is killed while feedback is received: acknowledged entries are stored, and none is stored twice. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class CrashIT {
    private static final int BATCHES = Tries.of(2_000);
    private static final int ENTRIES = 3;
    private static final int CLIENTS = 4;
    private static final int KILLS = Integer.getInteger("crash.kills", Tries.of(2));

    private final Random random = new Random(Long.getLong("crash.seed", 6));
    private final Queue<Integer> toSend = new ConcurrentLinkedQueue<>();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final String run = UUID.randomUUID().toString();

    private static String url(TestDatabase kind) {
        return kind == TestDatabase.H2 ? "jdbc:h2:file:./target/h2/" + UUID.randomUUID() : kind.freshUrl();
    }

    private String batch(int number) {
        var entries = IntStream.range(0, ENTRIES)
                .mapToObj(i -> "{\"card\":\"" + card(number, i)
                        + "\",\"outcome\":\"overridden\",\"outcomeTimestamp\":\"2026-11-20T10:00:00Z\"}")
                .toList();
        return "{\"feedback\":[" + String.join(",", entries) + "]}";
    }

    private String card(int batch, int entry) {
        return run + "/" + batch + "/" + entry;
    }

    @ParameterizedTest
    @OnEachDatabase
    void whatWasAcknowledgedOutlivesAKill(TestDatabase kind) throws Exception {
        var url = url(kind);
        var user = kind == TestDatabase.H2 ? "sa" : "postgres";
        IntStream.range(0, BATCHES).forEach(toSend::add);
        for (var kill = 1; kill <= KILLS; kill++) {
            var until = kill == KILLS ? BATCHES : (kill - 1) * BATCHES / KILLS + random.nextInt(BATCHES / KILLS);
            try (var service = new ServiceProcess(
                    List.of("--spring.datasource.url=" + url, "--spring.datasource.username=" + user))) {
                sendUntil(until, service);
            }
        }
        assertThat(acknowledged).hasSize(BATCHES);

        var kept = kept(url, user);
        for (var batch = 0; batch < BATCHES; batch++) {
            for (var entry = 0; entry < ENTRIES; entry++) {
                assertThat(kept).containsEntry(card(batch, entry), 1);
            }
        }
        assertThat(kept).hasSize(BATCHES * ENTRIES);
    }

    /** Kills the service, while clients send, once so many batches have been acknowledged. */
    private void sendUntil(int count, ServiceProcess service) throws Exception {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var sending = new ArrayList<CompletableFuture<Void>>();
            for (var i = 0; i < CLIENTS; i++) {
                sending.add(CompletableFuture.runAsync(() -> send(count, service), clients));
            }
            CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();
        }
    }

    /** Sends batches until the service is gone; the one that was not answered is sent again, to the next. */
    private void send(int count, ServiceProcess service) {
        for (var batch = toSend.poll(); batch != null; batch = toSend.poll()) {
            try {
                if (service.post("/cds-services/rls-workup/feedback", batch(batch)) == 200) {
                    acknowledged.add(batch);
                } else {
                    toSend.add(batch);
                }
                if (acknowledged.size() >= count) {
                    service.close();
                    return;
                }
            } catch (IOException gone) {
                toSend.add(batch);
                return;
            }
        }
    }

    private static Map<String, Integer> kept(String url, String user) throws SQLException {
        var kept = new HashMap<String, Integer>();
        try (var connection = DriverManager.getConnection(url, user, "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select card, count(*) from feedback group by card")) {
            while (rows.next()) {
                kept.put(rows.getString(1), rows.getInt(2));
            }
        }
        return kept;
    }
}
