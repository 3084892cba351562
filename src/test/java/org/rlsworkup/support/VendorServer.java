package org.rlsworkup.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A FHIR server that has one chart and searches it as the product of one vendor is documented to; records its requests. */
public final class VendorServer implements AutoCloseable {
    /** How the FHIR servers of some products differ from each other. */
    public enum Vendor {
        /** As FHIR says, with pages of any size. */
        HONEST,
        /** As FHIR says, with at most five entries on a page. */
        SMALL_PAGES,
        /** As FHIR says, with status 404 where nothing is found. */
        NOT_FOUND,
        /** As FHIR says, with a total that is only estimated. */
        ESTIMATING,
        /**
         * Observations need a category or a code (59108); pages have at most 100 entries; what is not understood is
         * ignored (59100); each answer has a disclaimer (4119), an empty one another (4101).
         */
        EPIC,
        /** As EPIC, where each answer about Observations tells of results that are not asked for (59204). */
        EPIC_WITHOUT_NOTES,
        /** As EPIC, where the client may not see results of the laboratory (59204). */
        EPIC_WITHOUT_LABORATORY,
        /** No {@code _sort}, no status of orders, no {@code _count} of Conditions and Procedures, codes with systems. */
        ORACLE,
        /** Status 404 where nothing is found, no lists, no {@code _count} of Conditions, at most 499 results. */
        SOARIAN,
        /** Observations by patient, code, category, date and {@code _count}; nothing else. */
        ATHENA,
        /** A router that gives at most 200 entries, the total of all, and no link to more. */
        MEDPLUM_ROUTER
    }

    private static final String EPIC_CODES = "urn:oid:1.2.840.114350.1.13.0.1.7.2.657369";
    private static final List<String> RESULTS = List.of("Observation", "DiagnosticReport");

    private final Vendor vendor;
    private final HonestSearch chart;
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> refuses = request -> false;
    private volatile Predicate<String> hangs = request -> false;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int mostOfRouter = 200;

    /** @param prefetch of a call, which this server has in place of the caller */
    public VendorServer(Vendor vendor, JsonNode prefetch) {
        this.vendor = vendor;
        this.chart = new HonestSearch(prefetch);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String base() {
        return "http://localhost:" + server.getAddress().getPort() + "/fhir";
    }

    /** Each request below the base, as path and query; a search by POST as if it were one by GET. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Gives no more entries than these, if it is a router. */
    public VendorServer atMost(int entries) {
        mostOfRouter = entries;
        return this;
    }

    /** Answers such requests, each a path and query below the base, by status 400. */
    public VendorServer refusing(Predicate<String> requests) {
        refuses = requests;
        return this;
    }

    /** Does not answer such requests until it is closed. */
    public VendorServer hangingAt(Predicate<String> requests) {
        hangs = requests;
        return this;
    }

    private record Answer(int status, JsonNode body) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var query = exchange.getRequestMethod().equals("POST")
                    ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    : uri.getRawQuery();
            var path = uri.getPath().replaceFirst("^/fhir/", "").replaceFirst("/_search$", "");
            var request = query == null ? path : path + "?" + query;
            asked.add(request);
            if (hangs.test(request)) {
                closed.await();
                return;
            }
            var answer = refuses.test(request)
                    ? refusal(400, "invalid", "refused")
                    : query == null ? read(path) : search(path, parameters(query));
            var body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var parameter : query.split("&", -1)) {
            var parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private Answer read(String path) {
        var parts = path.split("/", 2);
        return Optional.ofNullable(chart.read(parts[0], parts[1]))
                .map(it -> new Answer(200, it))
                .orElseGet(() -> refusal(404, "not-found", "no such resource"));
    }

    private static Answer refusal(int status, String code, String diagnostics) {
        return new Answer(status, outcome("error", code, diagnostics, null));
    }

    private static ObjectNode outcome(String severity, String code, String text, String epic) {
        var outcome = Scene.json("{'resourceType':'OperationOutcome'}");
        var issue =
                outcome.putArray("issue").addObject().put("severity", severity).put("code", code);
        issue.put("diagnostics", text);
        if (epic != null) {
            issue.putObject("details")
                    .putArray("coding")
                    .addObject()
                    .put("system", EPIC_CODES)
                    .put("code", epic);
        }
        return outcome;
    }

    private Answer search(String type, Map<String, String> parameters) {
        var refused = refused(type, parameters);
        if (refused != null) {
            return refusal(400, "invalid", refused);
        }
        var understood = new LinkedHashMap<>(parameters);
        if (isEpic()) {
            understood.keySet().retainAll(List.of("patient", "code", "category", "status", "_count", "_id", "page"));
        }
        var found = vendor == Vendor.EPIC_WITHOUT_LABORATORY && RESULTS.contains(type)
                ? List.<JsonNode>of()
                : chart.find(type, understood);
        if ((vendor == Vendor.SOARIAN || vendor == Vendor.NOT_FOUND) && found.isEmpty()) {
            return refusal(404, "not-found", "no results");
        }
        if (vendor == Vendor.SOARIAN && found.size() > 499) {
            return refusal(400, "too-costly", "more than 499 results, narrow the search");
        }
        return new Answer(200, page(type, parameters, found));
    }

    private boolean isEpic() {
        return vendor == Vendor.EPIC || vendor == Vendor.EPIC_WITHOUT_NOTES || vendor == Vendor.EPIC_WITHOUT_LABORATORY;
    }

    /** Why this vendor refuses such a search, or null. */
    private String refused(String type, Map<String, String> parameters) {
        var names = parameters.keySet();
        var isConditions = type.equals("Condition");
        return switch (vendor) {
            case HONEST, SMALL_PAGES, NOT_FOUND, ESTIMATING, MEDPLUM_ROUTER -> null;
            case EPIC, EPIC_WITHOUT_NOTES, EPIC_WITHOUT_LABORATORY ->
                type.equals("Observation") && !names.contains("category") && !names.contains("code")
                        ? "59108: either category or code is needed"
                        : null;
            case ORACLE -> {
                var isBare = parameters.containsKey("code")
                        && !parameters.get("code").contains("|");
                var isOrder = type.equals("ServiceRequest") && names.contains("status");
                var counts = (isConditions || type.equals("Procedure")) && names.contains("_count");
                yield names.contains("_sort") || names.contains("combo-code") || isBare || isOrder || counts
                        ? "unsupported parameter"
                        : null;
            }
            case SOARIAN -> {
                var lists = parameters.entrySet().stream()
                        .anyMatch(it ->
                                !it.getKey().equals("_id") && it.getValue().contains(","));
                yield lists || names.contains("combo-code") || (isConditions && names.contains("_count"))
                        ? "unsupported parameter"
                        : null;
            }
            case ATHENA -> {
                var known = List.of("patient", "code", "category", "date", "_count", "page");
                yield type.equals("Observation")
                        ? names.stream()
                                .filter(it -> !known.contains(it))
                                .findFirst()
                                .map(it -> "unknown parameter " + it)
                                .orElse(null)
                        : null;
            }
        };
    }

    private ObjectNode page(String type, Map<String, String> parameters, List<JsonNode> found) {
        var asked = Integer.parseInt(parameters.getOrDefault("_count", "50"));
        var most =
                switch (vendor) {
                    case EPIC, EPIC_WITHOUT_NOTES, EPIC_WITHOUT_LABORATORY -> 100;
                    case MEDPLUM_ROUTER -> mostOfRouter;
                    case SMALL_PAGES -> 5;
                    default -> Integer.MAX_VALUE;
                };
        var size = Math.min(asked, most);
        var number = Integer.parseInt(parameters.getOrDefault("page", "0"));
        var bundle = Scene.json("{'resourceType':'Bundle','type':'searchset'}");
        if (!isEpic()) {
            bundle.put("total", found.size() + (vendor == Vendor.ESTIMATING ? 100 : 0));
        }
        var entries = bundle.putArray("entry");
        found.stream()
                .skip((long) number * size)
                .limit(size)
                .forEach(it -> entries.addObject().set("resource", it));
        if ((number + 1L) * size < found.size() && vendor != Vendor.MEDPLUM_ROUTER) {
            var link = bundle.putArray("link").addObject().put("relation", "next");
            link.put("url", base() + "/" + next(type, parameters, number + 1));
        }
        if (isEpic()) {
            remarks(type, parameters, found.isEmpty())
                    .forEach(it -> entries.addObject().set("resource", it));
        }
        return bundle;
    }

    private List<JsonNode> remarks(String type, Map<String, String> parameters, boolean isEmpty) {
        var remarks = new CopyOnWriteArrayList<JsonNode>();
        remarks.add(outcome("warning", "processing", "This may not be the entire record.", "4119"));
        if (isEmpty) {
            remarks.add(outcome("warning", "processing", "Resource request returns no results.", "4101"));
        }
        if (parameters.containsKey("_sort")) {
            remarks.add(outcome("warning", "not-supported", "An unknown parameter was ignored.", "59100"));
        }
        var isTold =
                switch (vendor) {
                    case EPIC_WITHOUT_LABORATORY -> RESULTS.contains(type);
                    case EPIC_WITHOUT_NOTES -> type.equals("Observation");
                    // It comes beside good answers, too, for kinds that were not asked for.
                    default -> type.equals("Observation") && !isEmpty;
                };
        if (isTold) {
            remarks.add(outcome("warning", "suppressed", "Some results will not be returned.", "59204"));
        }
        return remarks;
    }

    private static String next(String type, Map<String, String> parameters, int page) {
        var query = new StringBuilder(type).append('?');
        parameters.forEach((name, value) -> {
            if (!name.equals("page")) {
                query.append(name).append('=').append(value.replace("|", "%7C")).append('&');
            }
        });
        return URI.create(query + "page=" + page).toString();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
