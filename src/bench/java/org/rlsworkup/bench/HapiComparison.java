package org.rlsworkup.bench;

import static org.rlsworkup.bench.Figures.median;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls with orders a second, in turn with a minimal service on HAPI FHIR's own module for CDS Hooks. */
final class HapiComparison {
    private static final int TO_WARM_UP = 6;
    private static final int ROUNDS = Integer.getInteger("rounds", 11);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final String WORKUP = "/cds-services/rls-workup";
    private static final int ORDERS = 4;

    private final Charts charts;
    private final PrintStream out;

    HapiComparison(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
    }

    /**
     * What is asked of both.
     *
     * @param goal how many times as many calls we answer
     */
    private record Case(String name, String json, double goal, List<Double> ours, List<Double> theirs) {
        Case(String name, String json, double goal) {
            this(name, json, goal, new ArrayList<>(), new ArrayList<>());
        }

        byte[] request() {
            return Connection.post(WORKUP, json);
        }
    }

    void run() throws IOException, InterruptedException {
        var jar = Jars.hapi();
        try (var fhir = new FhirStub(charts, Duration.ZERO);
                var ours = new Server(Jars.built(), List.of("--spring.profiles.active=sandbox"));
                var theirs = new Server(jar, List.of())) {
            fhir.setRls(true);
            // Of an encounter that is read by its id, the stub could not tell whose it is.
            var fetching = charts.fetchingCall(fhir.base()).replace(",\"encounterId\":\"bench-visit\"", "");
            var cases = List.of(
                    new Case("5 results, 4 orders", prefetched(charts.someMissing()), 2.8),
                    new Case("50 results, 4 orders", prefetched(charts.someMissing(50)), 3.1),
                    new Case("nothing prefetched, 4 orders", fetching, 10));
            for (var it : cases) {
                check(it, "ours", ours.port(), fhir);
                check(it, "HAPI", theirs.port(), fhir);
            }
            for (var round = -TO_WARM_UP; round < ROUNDS; round++) {
                for (var it : cases) {
                    var our = Load.run(ours.port(), it.request(), false, ROUND).rate();
                    var their =
                            Load.run(theirs.port(), it.request(), false, ROUND).rate();
                    if (round >= 0) {
                        it.ours().add(our);
                        it.theirs().add(their);
                    }
                }
            }
            cases.forEach(this::print);
        }
    }

    private String prefetched(String observations) {
        return charts.prefetchedCall(charts.conditions(1, true), observations);
    }

    private void check(Case it, String service, int port, FhirStub fhir) throws IOException {
        try (var connection = new Connection(port)) {
            fhir.takeRequests();
            var status = connection.exchange(it.request());
            var orders = connection.body().split("\"create\"", -1).length - 1;
            if (status != 200 || orders != ORDERS) {
                throw new IOException(it.name() + ", " + service + ": " + status + " " + connection.body());
            }
            out.printf(
                    "  %-30s %s: request %,6d bytes, answer %,6d bytes, %d FHIR requests%n",
                    it.name(), service, it.request().length, connection.bodyLength(), fhir.takeRequests());
        }
    }

    private void print(Case it) {
        var times = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            times.add(it.ours().get(round) / it.theirs().get(round));
        }
        out.printf(
                "  %-30s %,7.0f/s, HAPI %,7.0f/s: %.1f times as many, goal %.1f: %s%n",
                it.name(),
                median(it.ours()),
                median(it.theirs()),
                median(times),
                it.goal(),
                Figures.verdict(median(times) >= it.goal()));
    }
}
