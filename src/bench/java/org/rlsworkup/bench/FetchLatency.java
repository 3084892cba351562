package org.rlsworkup.bench;

import static org.rlsworkup.bench.Figures.median;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a call without prefetch takes when the FHIR server takes 200 ms per answer, and how often we ask it. */
final class FetchLatency {
    private static final int CALLS = 30;
    private static final int WARM_UP = 5;
    private static final Duration DELAY = Duration.ofMillis(200);

    private final Charts charts;
    private final PrintStream out;

    FetchLatency(Charts charts, PrintStream out) {
        this.charts = charts;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        out.println(String.format(
                "  %-24s %9s %8s %10s %8s   %s", "", "requests", "bytes", "median ms", "of delay", "goal"));
        try (var fhir = new FhirStub(charts, DELAY)) {
            measure(
                    fhir,
                    "gated",
                    List.of(new Case(false, 1, 1, 1.3), new Case(true, 1, 9, 2.3), new Case(true, 3, 11, 4.5)));
            measure(fhir, "eager", List.of(new Case(true, 1, 9, 1.3)));
        }
    }

    /**
     * A patient and what is allowed for it.
     *
     * @param pages of results
     * @param requests exact number of requests a call
     * @param goal times the delay of one answer
     */
    private record Case(boolean rls, int pages, int requests, double goal) {
        String name(String plan) {
            return plan + (rls ? ", RLS" : ", no RLS") + (pages > 1 ? ", " + pages + " pages" : "");
        }
    }

    private void measure(FhirStub fhir, String plan, List<Case> cases) throws IOException, InterruptedException {
        var arguments = List.of("--spring.profiles.active=sandbox", "--rls.fhir.plan=" + plan);
        var request = Connection.post("/cds-services/rls-workup", charts.fetchingCall(fhir.base()));
        try (var server = new Server(Jars.built(), arguments);
                var connection = new Connection(server.port())) {
            for (var it : cases) {
                fhir.setRls(it.rls());
                fhir.setPages(it.pages());
                fhir.takeBytes();
                var times = new ArrayList<Long>();
                for (var call = -WARM_UP; call < CALLS; call++) {
                    var time = time(connection, request, it, fhir);
                    if (call >= 0) {
                        times.add(time);
                    }
                }
                var share = median(times) / DELAY.toNanos();
                out.println(String.format(
                        "  %-24s %9d %,8d %,10.0f %8.2f   at most %.1f: %s",
                        it.name(plan),
                        it.requests(),
                        fhir.takeBytes() / (WARM_UP + CALLS),
                        median(times) / 1e6,
                        share,
                        it.goal(),
                        Figures.verdict(share <= it.goal())));
            }
        }
    }

    private static long time(Connection connection, byte[] request, Case it, FhirStub fhir) throws IOException {
        var began = System.nanoTime();
        var status = connection.exchange(request);
        var time = System.nanoTime() - began;
        var requests = fhir.takeRequests();
        if (status != 200
                || requests != it.requests()
                || it.rls() != connection.body().contains("\"actions\"")) {
            throw new IOException("status " + status + " after " + requests + " requests: " + connection.body());
        }
        return time;
    }
}
