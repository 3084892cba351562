package org.rlsworkup.bench;

import static org.rlsworkup.bench.Figures.median;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rlsworkup.bench.Load.Round;

/** Requests per second with everything prefetched, compared with an endpoint of the same server that does nothing. */
final class Throughput {
    private static final int TO_WARM_UP = 6;
    private static final int ROUNDS = 11;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final double GOAL = 0.5;
    private static final String ECHO = "echo";
    private static final Map<String, Integer> CARDS = Map.of("one result card", 1, "two cards, 4 orders", 2);
    private static final String NORMAL = "five normal results";

    private final Charts charts;
    private final PrintStream out;

    Throughput(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
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
        try (var server = new Server(Jars.withEcho(), List.of("--spring.profiles.active=sandbox,bench"))) {
            var requests = requests(server.port());
            var rounds = new LinkedHashMap<String, List<Measured>>();
            requests.keySet().forEach(name -> rounds.put(name, new ArrayList<>()));
            for (var round = -TO_WARM_UP; round < ROUNDS; round++) {
                for (var request : order(requests, round)) {
                    var cpu = server.cpuTime();
                    var load = Load.run(server.port(), request.getValue(), ROUND);
                    if (round >= 0) {
                        rounds.get(request.getKey())
                                .add(new Measured(load, server.cpuTime().minus(cpu)));
                    }
                }
            }
            print(rounds);
        }
    }

    /** Forth and back: else echo would always meet the cards of the last case, which are still being written down. */
    private static List<Map.Entry<String, byte[]>> order(Map<String, byte[]> requests, int round) {
        var order = List.copyOf(requests.entrySet());
        return round % 2 == 0 ? order : order.reversed();
    }

    private Map<String, byte[]> requests(int port) throws IOException {
        var normal = charts.prefetchedCall(charts.conditions(1, true), charts.allNormal());
        var requests = new LinkedHashMap<String, byte[]>();
        requests.put(ECHO, Connection.post("/echo", normal));
        requests.put(NORMAL, workup(normal));
        requests.put("no RLS", workup(charts.prefetchedCall(charts.conditions(2, false), charts.allNormal())));
        requests.put(
                "one result card", workup(charts.prefetchedCall(charts.conditions(1, true), charts.lowFerritin())));
        requests.put(
                "two cards, 4 orders", workup(charts.prefetchedCall(charts.conditions(1, true), charts.someMissing())));
        try (var connection = new Connection(port)) {
            for (var request : requests.entrySet()) {
                var expected = CARDS.getOrDefault(request.getKey(), 0);
                connection.exchange(request.getValue());
                if (connection.body().split("\"summary\"", -1).length - 1 != expected) {
                    throw new IOException(request.getKey() + " was answered by " + connection.body());
                }
                out.println(String.format(
                        "  %-22s request %,6d bytes, answer %,6d bytes",
                        request.getKey(), request.getValue().length, connection.bodyLength()));
            }
        }
        return requests;
    }

    private static byte[] workup(String call) {
        return Connection.post("/cds-services/rls-workup", call);
    }

    private void print(Map<String, List<Measured>> rounds) {
        out.println(String.format(
                "  %d rounds of %d s each in turn, after %d to warm up", ROUNDS, ROUND.toSeconds(), TO_WARM_UP));
        out.println(String.format(
                "  %-22s %10s %8s %8s %8s %8s   %s",
                "", "requests/s", "p50 us", "p99 us", "CPU us", "of echo", "rounds"));
        var echo = rates(rounds.get(ECHO));
        rounds.forEach((name, measured) -> {
            var rates = rates(measured);
            var shares = new double[ROUNDS];
            for (var i = 0; i < ROUNDS; i++) {
                shares[i] = rates[i] / echo[i];
            }
            out.println(String.format(
                    "  %-22s %,10.0f %,8.0f %,8.0f %,8.0f %7.0f%%   %s",
                    name,
                    median(rates),
                    median(measured.stream().map(it -> it.load().p50()).toList()) / 1e3,
                    median(measured.stream().map(it -> it.load().p99()).toList()) / 1e3,
                    median(measured.stream().map(Measured::cpuMicros).toList()),
                    100 * median(shares),
                    measured.stream()
                            .map(it -> String.format("%,.0f", it.load().rate()))
                            .collect(Collectors.joining(" "))));
            if (name.equals(NORMAL)) {
                out.println(String.format(
                        "  %-22s at least %.0f%% of echo: %s",
                        "  goal", 100 * GOAL, Figures.verdict(median(shares) >= GOAL)));
            }
        });
    }

    private static double[] rates(List<Measured> rounds) {
        return rounds.stream().mapToDouble(it -> it.load().rate()).toArray();
    }
}
