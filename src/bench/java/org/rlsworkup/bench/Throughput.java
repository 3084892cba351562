package org.rlsworkup.bench;

import static org.rlsworkup.bench.Figures.median;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rlsworkup.bench.Load.Round;

/** Requests per second with everything prefetched, compared with endpoints of the same server that do less. */
final class Throughput {
    private static final int TO_WARM_UP = 6;
    private static final int ROUNDS = Integer.getInteger("rounds", 11);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final Duration WRITING = Duration.ofSeconds(10);
    private static final String WORKUP = "/cds-services/rls-workup";
    private static final String ECHO = "echo";
    private static final String SCAN = "50 results, scanned only";
    private static final String ORDERS = "two cards, 4 orders";

    private final Charts charts;
    private final PrintStream out;

    Throughput(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
    }

    /**
     * What is asked for, and how fast the answer is to be.
     *
     * @param path that the JSON is sent to
     * @param cards in the answer
     * @param isOnePatient whether all calls are about the same patient
     * @param baseline the case it is compared with
     * @param goal share of the calls of that case
     */
    private record Asked(String path, String json, int cards, boolean isOnePatient, String baseline, double goal) {
        byte[] request() {
            return Connection.post(path, json);
        }
    }

    /**
     * One round.
     *
     * @param cpu processor time the server used
     */
    private record Measured(Round load, Duration cpu) {
        double cpuMicros() {
            return cpu.toNanos() / 1e3 / load.count();
        }
    }

    void run() throws IOException, InterruptedException {
        var all = cases();
        run("H2", all, List.of());
        try (var postgres = EmbeddedPostgres.builder().start()) {
            all.keySet().removeIf(name -> !name.contains(ORDERS) && !name.equals(ECHO));
            run(
                    "PostgreSQL",
                    all,
                    List.of(
                            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                            "--spring.datasource.username=postgres"));
        }
    }

    private void run(String database, Map<String, Asked> cases, List<String> settings)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(settings);
        arguments.add("--spring.profiles.active=sandbox,bench");
        try (var server = new Server(Jars.withEcho(), arguments)) {
            out.println("  " + database);
            check(server.port(), cases);
            var rounds = new LinkedHashMap<String, List<Measured>>();
            cases.keySet().forEach(name -> rounds.put(name, new ArrayList<>()));
            for (var round = -TO_WARM_UP; round < ROUNDS; round++) {
                for (var it : order(cases, round)) {
                    var cpu = server.cpuTime();
                    var asked = it.getValue();
                    var load = Load.run(server.port(), asked.request(), asked.isOnePatient(), ROUND);
                    if (round >= 0) {
                        rounds.get(it.getKey())
                                .add(new Measured(load, server.cpuTime().minus(cpu)));
                    }
                }
            }
            print(cases, rounds);
            store(server, Objects.requireNonNull(cases.get(ORDERS)));
        }
    }

    /** Every card is to be in the database a second after it was sent, also when there are more of them for longer. */
    private void store(Server server, Asked asked) throws IOException, InterruptedException {
        var load = Load.run(server.port(), asked.request(), false, WRITING);
        var answered = System.nanoTime();
        while (server.metric("rls_feedback_queue", "") > 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        var millis = (System.nanoTime() - answered) / 1_000_000;
        var lost = server.metric("rls_feedback_cards_lost_total", "");
        out.println(String.format(
                "  %s for %d s: %,.0f/s, all cards stored %,d ms after the last answer, %.0f lost, goal 1,000 ms: %s",
                ORDERS, WRITING.toSeconds(), load.rate(), millis, lost, Figures.verdict(millis < 1000 && lost == 0)));
    }

    /** Forth and back: else echo would always meet the cards of the last case, which are still being written down. */
    private static List<Map.Entry<String, Asked>> order(Map<String, Asked> cases, int round) {
        var order = List.copyOf(cases.entrySet());
        return round % 2 == 0 ? order : order.reversed();
    }

    private Map<String, Asked> cases() {
        var normal = call(true, charts.allNormal());
        var orders = call(true, charts.someMissing());
        var many = call(true, charts.observations(50));
        var cases = new LinkedHashMap<String, Asked>();
        cases.put(ECHO, new Asked("/echo", normal, 0, false, ECHO, 1));
        cases.put("five normal results", new Asked(WORKUP, normal, 0, false, ECHO, 0.5));
        cases.put("no RLS", new Asked(WORKUP, call(false, charts.allNormal()), 0, false, ECHO, 0.5));
        cases.put("one result card", new Asked(WORKUP, call(true, charts.lowFerritin()), 1, false, ECHO, 0.35));
        cases.put(ORDERS, new Asked(WORKUP, orders, 2, false, ECHO, 0.25));
        cases.put(ORDERS + ", one patient", new Asked(WORKUP, orders, 2, true, ORDERS, 0.8));
        cases.put(SCAN, new Asked("/scan", many, 0, false, SCAN, 1));
        cases.put("50 results, one card", new Asked(WORKUP, many, 1, false, SCAN, 0.7));
        return cases;
    }

    private String call(boolean rls, String observations) {
        return charts.prefetchedCall(charts.conditions(rls ? 1 : 2, rls), observations);
    }

    private void check(int port, Map<String, Asked> cases) throws IOException {
        try (var connection = new Connection(port)) {
            for (var it : cases.entrySet()) {
                var request = it.getValue().request();
                connection.exchange(request);
                if (connection.body().split("\"summary\"", -1).length - 1
                        != it.getValue().cards()) {
                    throw new IOException(it.getKey() + " was answered by " + connection.body());
                }
                out.println(String.format(
                        "  %-32s request %,6d bytes, answer %,6d bytes",
                        it.getKey(), request.length, connection.bodyLength()));
            }
        }
    }

    private void print(Map<String, Asked> cases, Map<String, List<Measured>> rounds) {
        out.println(String.format(
                "  %d rounds of %d s each in turn, after %d to warm up", ROUNDS, ROUND.toSeconds(), TO_WARM_UP));
        out.println(String.format(
                "  %-32s %10s %8s %8s %8s   %-42s   %s",
                "", "requests/s", "p50 us", "p99 us", "CPU us", "share, median of the rounds", "rounds"));
        rounds.forEach((name, measured) -> {
            var asked = Objects.requireNonNull(cases.get(name));
            var rates = rates(measured);
            var baseline = rates(rounds.get(asked.baseline()));
            var shares = new double[ROUNDS];
            for (var i = 0; i < ROUNDS; i++) {
                shares[i] = rates[i] / baseline[i];
            }
            var share = median(shares);
            var goal = String.format(
                    "%.0f%% of %s, goal %.0f%%: %s",
                    100 * share, asked.baseline(), 100 * asked.goal(), Figures.verdict(share >= asked.goal()));
            out.println(String.format(
                    "  %-32s %,10.0f %,8.0f %,8.0f %,8.0f   %-42s   %s",
                    name,
                    median(rates),
                    median(measured.stream().map(it -> it.load().micros(0.50)).toList()),
                    median(measured.stream().map(it -> it.load().micros(0.99)).toList()),
                    median(measured.stream().map(Measured::cpuMicros).toList()),
                    asked.goal() < 1 ? goal : "",
                    measured.stream()
                            .map(it -> String.format("%,.0f", it.load().rate()))
                            .collect(Collectors.joining(" "))));
        });
    }

    private static double[] rates(List<Measured> rounds) {
        return rounds.stream().mapToDouble(it -> it.load().rate()).toArray();
    }
}
