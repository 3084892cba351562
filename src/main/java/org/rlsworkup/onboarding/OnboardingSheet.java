package org.rlsworkup.onboarding;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.cdshooks.CardLinks;
import org.rlsworkup.cdshooks.ClientKnowledge;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.trust.Client;

/**
 * What has to be entered in the EHR, for its analysts: made from the settings that the service runs with, so that it cannot
 * be out of date.
 *
 * @param client how it authenticates
 * @param caller what it is offered
 * @param model what its calls are answered with
 * @param links of cards, with the address of this service
 */
public record OnboardingSheet(Client client, Caller caller, ClientKnowledge model, CardLinks links, Vendor vendor) {
    private static final String NOT_SET = "(rls.public-base-url is not set)";

    /** The sheet, in Markdown. */
    public String text() {
        var services = new TreeSet<>(caller.offer().services());
        return Stream.of(
                        "# RLS Workup: what to enter for " + client.name(),
                        "Made from the settings of the service. Nothing in it is secret.",
                        "## Addresses\n\n" + addresses(services),
                        "## Tokens\n\n" + tokens(),
                        "## Prefetch\n\n" + prefetch(services),
                        "## Access to the FHIR server\n\n" + access(services),
                        "## Cards\n\n" + cards(),
                        "## In this EHR\n\n" + vendor.advice().strip(),
                        "## A call that proves it\n\n" + proof(services.first()))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String base() {
        var base = links.service();
        return base == null ? NOT_SET : base.toString().replaceFirst("/$", "");
    }

    private String address(HookService service) {
        return base() + HookPaths.ROOT + "/" + service.id();
    }

    private String addresses(Set<HookService> services) {
        return "- discovery: `" + base() + HookPaths.ROOT + "`\n"
                + services.stream()
                        .map(it -> "- `" + it.hook() + "`: `" + address(it) + "`; feedback: `" + address(it)
                                + HookPaths.FEEDBACK + "`")
                        .collect(Collectors.joining("\n"));
    }

    private String tokens() {
        if (client.issuer() == null) {
            return "This client shows a TLS certificate, and no token.";
        }
        var rules = client.token();
        return Stream.of(
                        "- `iss`: `" + client.issuer() + "`",
                        "- `aud`: the address that is called, each time"
                                + (rules.audiences().isEmpty() ? "" : "; also accepted: " + code(rules.audiences())),
                        "- `exp`: at most " + rules.longestLife().toMinutes() + " minutes after `iat`",
                        "- `jti`: " + (rules.jti().name().equals("REQUIRED") ? "required, new each time" : "optional"),
                        "- `typ`: " + code(rules.typ()).replace("`jwt`", "`JWT`")
                                + "; `alg`: ES256, ES384, RS256, RS384 or PS384",
                        "- keys are read from " + keys(),
                        client.tenants().isEmpty() ? null : "- `tenant`: one of " + code(client.tenants()),
                        client.certificates().isEmpty() ? null : "- and a TLS certificate")
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private String keys() {
        return code(Stream.concat(Stream.ofNullable(client.jwks()), client.jku().stream())
                .map(URI::toString)
                .toList());
    }

    private static String code(Iterable<String> values) {
        return Stream.iterate(values.iterator(), it -> it.hasNext(), it -> it)
                .map(it -> "`" + it.next() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String prefetch(Set<HookService> services) {
        var own = model.queries().byCategory(caller.servers().byCategory());
        var reads = reads(services);
        return "Whole, so that nothing is read from the FHIR server:\n\n"
                + lines(own.templates(), reads)
                + "\n\nLight: the rest is read from the FHIR server where RLS is charted:\n\n"
                + lines(own.templates(), Set.of(Source.PATIENT, Source.CONDITIONS))
                + "\n\nBy category, for a server or a scope that allows laboratory results alone"
                + " (`fhir-servers[].search.by-category: true`):\n\n"
                + lines(model.queries().byCategory(true).templates(), reads);
    }

    private Set<Source> reads(Set<HookService> services) {
        return services.stream()
                .flatMap(it -> caller.offer().reads(it).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String lines(Map<Source, String> templates, Set<Source> sources) {
        return new TreeSet<>(sources)
                .stream()
                        .filter(templates::containsKey)
                        .map(it -> HookCallReader.key(it) + ": " + templates.get(it))
                        .collect(Collectors.joining("\n", "```\n", "\n```"));
    }

    private String access(Set<HookService> services) {
        var servers = caller.servers().configured();
        var types = model.queries().templates().entrySet().stream()
                .filter(it -> reads(services).contains(it.getKey()))
                .map(it -> it.getValue().split("[/?]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        types.add("Medication");
        return "- servers that may be read: "
                + (servers.isEmpty()
                        ? "none, so everything has to be prefetched"
                        : code(servers.stream().map(URI::toString).toList()))
                + "\n- scopes: `"
                + types.stream().map(it -> "user/" + it + ".rs").collect(Collectors.joining(" "))
                + "` (SMART 2), or `"
                + types.stream().map(it -> "user/" + it + ".read").collect(Collectors.joining(" "))
                + "` (SMART 1)\n- in the terms of a vendor's API library: read and search of "
                + String.join(", ", types) + " in FHIR R4";
    }

    private String cards() {
        var kinds = Stream.of(CardKind.values())
                .map(kind -> {
                    var rules = model.knowledge().card().of(kind);
                    return "| `" + rules.topic().code() + "` | "
                            + rules.overrideReasons().stream()
                                    .map(it -> "`" + it.code() + "` " + it.display())
                                    .collect(Collectors.joining("; "))
                            + " |";
                })
                .collect(Collectors.joining("\n"));
        var own = model.knowledge().ownReasons();
        var allowed = Stream.concat(
                        Stream.of(base() + "/knowledge"),
                        links.ofSite().values().stream()
                                .flatMap(List::stream)
                                .map(it -> it.url() + " (" + it.type().name().toLowerCase(Locale.ROOT) + ")"))
                .toList();
        var unmapped = model.orders().unmapped();
        return "| `source.topic.code` | override reasons to map |\n| --- | --- |\n" + kinds + "\n\n"
                + "- links to allow: " + code(allowed) + "\n"
                + "- the EHR's own reasons that are known: " + (own.isEmpty() ? "none" : code(own.keySet())) + "\n"
                + "- tests without a local order code: "
                + (unmapped.isEmpty() ? "not looked for, or none" : String.join(", ", unmapped)) + "\n"
                + "- mode: " + caller.mode().name().toLowerCase(Locale.ROOT);
    }

    /** A call about nobody: the answer has no card, and shows that token, address and settings fit. */
    private String proof(HookService service) {
        return "While the service runs with these settings, and with a token of this client for `aud` `"
                + address(service) + "` in `$TOKEN`, the answer is `{\"cards\":[]}`. 401 means that the token does not"
                + " fit, and the log of the service says why. A client that `make-client` made gets its tokens from the"
                + " same command: `java -jar rls-workup.jar make-client --name " + client.name() + " --url " + base()
                + "`; any other from its EHR, which alone has the key.\n\n```sh\ncurl -s " + address(service)
                + " -H 'Content-Type: application/json' -H \"Authorization: Bearer $TOKEN\" -d '" + body(service)
                + "'\n```";
    }

    private static String body(HookService service) {
        var more = service.hook().startsWith("order-")
                ? ",\"selections\":[],\"draftOrders\":{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[]}"
                : service.hook().equals("problem-list-item-create")
                        ? ",\"conditions\":{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[]}"
                        : ",\"encounterId\":\"nobody\"";
        return "{\"hook\":\"" + service.hook() + "\",\"hookInstance\":\"00000000-0000-4000-8000-000000000000\","
                + "\"context\":{\"userId\":\"Practitioner/nobody\",\"patientId\":\"nobody\"" + more
                + "},\"prefetch\":{\"patient\":{\"resourceType\":\"Patient\",\"id\":\"nobody\"},\"conditions\":"
                + "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}}}";
    }

    /** The searches that a FHIR server has to support, by resource type. */
    public Map<String, Set<String>> searches() {
        var queries = model.queries().byCategory(caller.servers().byCategory());
        var reads = reads(caller.offer().services());
        return Stream.concat(
                        reads.stream()
                                .map(it -> String.valueOf(queries.templates().get(it))),
                        queries.further(reads).stream())
                .filter(it -> it.contains("?"))
                .collect(Collectors.toMap(
                        it -> it.substring(0, it.indexOf('?')),
                        it -> Stream.of(it.substring(it.indexOf('?') + 1).split("&", -1))
                                .map(parameter -> parameter.split("=", 2)[0])
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (some, more) -> {
                            some.addAll(more);
                            return some;
                        },
                        TreeMap::new));
    }

    /** The base addresses of the servers that may be read. */
    public List<URI> servers() {
        return caller.servers().configured();
    }
}
