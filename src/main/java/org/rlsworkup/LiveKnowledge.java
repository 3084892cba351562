package org.rlsworkup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.ClientKnowledge;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.order.OrderRules;
import org.rlsworkup.fhir.server.Queries;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeException;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * The knowledge that calls are answered with, which can be loaded again while the service runs. All of it is one immutable
 * value: what is loaded again is checked first and takes its place at once, and a call ends with what it began with.
 */
final class LiveKnowledge implements Function<Caller, ClientKnowledge> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveKnowledge.class);

    private final RlsProperties settings;
    private String tried;
    private volatile Models models;

    /**
     * What was loaded together. A client with a site file of its own has that in place of {@code rls.site}; all others
     * share one.
     *
     * @param own of clients that differ from the others, by their names
     */
    private record Models(ClientKnowledge shared, Map<String, ClientKnowledge> own) {
        ClientKnowledge of(String client) {
            return own.getOrDefault(client, shared);
        }

        Stream<ClientKnowledge> all() {
            return Stream.concat(Stream.of(shared), own.values().stream());
        }
    }

    /** Fails with the first problem that it finds. */
    LiveKnowledge(RlsProperties settings) {
        this.settings = settings;
        this.tried = checksum();
        this.models = load((client, problem) -> {
            throw problem;
        });
    }

    @Override
    public ClientKnowledge apply(Caller caller) {
        return models.of(caller.name());
    }

    /** What clients without a site file of their own have. */
    ClientKnowledge shared() {
        return models.shared();
    }

    /** The versions in use: first those that clients share, under an empty name, then those of clients that have their own. */
    Map<String, Knowledge> versions() {
        var now = models;
        var versions = new LinkedHashMap<String, Knowledge>();
        versions.put("", now.shared().knowledge());
        settings.clients().stream()
                .filter(client -> client.site() != null)
                .forEach(client ->
                        versions.put(client.name(), now.of(client.name()).knowledge()));
        return versions;
    }

    /** Encodes the orders ahead of the first call. */
    void prepare() {
        prepare(models);
    }

    private static void prepare(Models models) {
        models.all().forEach(it -> it.orders().prepare());
    }

    /** Loads the files again, and returns why they were refused; nothing if they are in use now. */
    synchronized List<String> reload() {
        tried = checksum();
        var reasons = new ArrayList<String>();
        try {
            var loaded = load((client, problem) -> reasons.addAll(reasons(client, problem)));
            if (reasons.isEmpty()) {
                prepare(loaded);
                models = loaded;
            }
        } catch (KnowledgeException | IllegalArgumentException problem) {
            reasons.addAll(reasons(null, problem));
        }
        return reasons;
    }

    /** Whether a file is another than when they were last loaded, or refused. */
    synchronized boolean isChanged() {
        return !tried.equals(checksum());
    }

    private static List<String> reasons(@Nullable String client, RuntimeException problem) {
        return String.valueOf(problem.getMessage())
                .lines()
                .map(line -> client == null || line.contains(client) ? line : "client " + client + ": " + line)
                .toList();
    }

    /** Of all files together. */
    private String checksum() {
        var texts = Stream.concat(
                        Stream.of(settings.knowledge(), settings.site()),
                        settings.clients().stream().map(ClientSettings::site))
                .filter(Objects::nonNull)
                .map(LiveKnowledge::checksum)
                .toList();
        return String.join(" ", texts);
    }

    private static String checksum(Resource file) {
        try {
            return DigestUtils.sha256Hex(file.getContentAsByteArray());
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /** @param refused takes what is wrong with a client's files */
    private Models load(BiConsumer<String, RuntimeException> refused) {
        var site = settings.site();
        var shared = model(knowledge(settings.knowledge(), "rls.site", site));
        var own = new HashMap<String, ClientKnowledge>();
        for (var client : settings.clients()) {
            try {
                var its = client.site();
                var model = its == null
                        ? shared
                        : model(knowledge(settings.knowledge(), "rls.clients: site of " + client.name(), its));
                if (its != null || !client.orders().equals(OrderRules.DEFAULT)) {
                    own.put(client.name(), withOrders(model, client));
                }
                // Fails now, not at the first call, where codes make a query of a client too long.
                var unused = model.queries().byCategory(FhirServerSettings.byCategory(client.fhirServers()));
            } catch (KnowledgeException | IllegalArgumentException problem) {
                refused.accept(client.name(), problem);
            }
        }
        return new Models(shared, own);
    }

    private ClientKnowledge model(Knowledge knowledge) {
        return new ClientKnowledge(
                knowledge,
                new Workup(knowledge, settings.extendedTests()),
                new Queries(knowledge, settings.labsByCategory(), settings.medicationAdministrations()),
                new OrderDrafts(knowledge, OrderRules.DEFAULT));
    }

    private static Knowledge knowledge(Resource file, String setting, @Nullable Resource site) {
        return KnowledgeLoader.load(source("rls.knowledge", file), site == null ? null : source(setting, site));
    }

    private static KnowledgeLoader.Source source(String setting, Resource file) {
        try {
            return new KnowledgeLoader.Source(
                    String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " cannot be read: " + file.getDescription(), e);
        }
    }

    private static ClientKnowledge withOrders(ClientKnowledge model, ClientSettings client) {
        try {
            var orders = new OrderDrafts(model.knowledge(), client.orders());
            var unmapped = orders.unmapped();
            if (!unmapped.isEmpty()) {
                LOG.warn(
                        "Client {}: the site file has no order code for {}: their orders {}",
                        client.name(),
                        String.join(", ", unmapped),
                        client.orders().suggest() == OrderRules.Suggested.MAPPED_ONLY
                                ? "are not offered"
                                : "have a LOINC code alone");
            }
            return new ClientKnowledge(model.knowledge(), model.workup(), model.queries(), orders);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rls.clients: client " + client.name() + ": " + e.getMessage(), e);
        }
    }
}
