package org.rlsworkup.feedback.insights;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.Replicas;
import org.rlsworkup.feedback.ReportingPeriod;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.UriComponentsBuilder;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.databind.json.JsonMapper;

/** The page {@code /insights} for operators, whose charts can also be downloaded as CSV. */
@RestController
public class InsightsPage {
    private static final String TEMPLATE = "insights/page.html";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";
    private static final int DEFAULT_DAYS = 90;
    private static final int MIN_COUNT = 5;

    private final Database database;
    private final Replicas replicas;
    private final JsonMapper json;
    private final Supplier<InsightsSettings> settings;
    private final boolean sandbox;
    private final SingletonSupplier<SpringTemplateEngine> templates = SingletonSupplier.of(InsightsPage::templates);

    /**
     * What the page does not know of itself.
     *
     * @param openingServices ids of the services that are called whenever a chart is opened
     * @param wrongReasons codes of the override reasons that call a card wrong
     */
    public record InsightsSettings(Set<String> openingServices, Set<String> wrongReasons, List<String> versions) {
        public InsightsSettings {
            openingServices = Set.copyOf(openingServices);
            wrongReasons = Set.copyOf(wrongReasons);
            versions = List.copyOf(versions);
        }
    }

    InsightsPage(
            Database database,
            Replicas replicas,
            Supplier<InsightsSettings> settings,
            Environment environment,
            JsonMapper json) {
        this.replicas = replicas;
        this.json = json;
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        this.database = database;
        this.settings = settings;
    }

    /** The sandbox has no patients whom a small count could identify. */
    private InsightsCharts charts(ReportingPeriod period, Database.Access access, InsightsSettings known) {
        var least = sandbox ? 1 : MIN_COUNT;
        return new InsightsCharts(period, PeriodTotals.of(access, period), known.openingServices(), least);
    }

    static SpringTemplateEngine templates() {
        var files = new ClassLoaderTemplateResolver(InsightsPage.class.getClassLoader());
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding(StandardCharsets.UTF_8.name());
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        return engine;
    }

    @GetMapping("/insights")
    ResponseEntity<byte[]> page(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String service) {
        var period = period(from, to, client, service);
        var access = database.access();
        var known = settings.get();
        var charts = charts(period, access, known).all();
        var query = UriComponentsBuilder.newInstance()
                .queryParam("from", period.from())
                .queryParam("to", period.to())
                .queryParam("client", "{client}")
                .queryParam("service", "{service}")
                .encode()
                .build(client, service)
                .getRawQuery();
        var values = Map.<String, Object>ofEntries(
                Map.entry("sandbox", sandbox),
                Map.entry("disagreements", replicas.disagreements()),
                Map.entry("period", period),
                Map.entry("client", client),
                Map.entry("clients", names(access, "client")),
                Map.entry("service", service),
                Map.entry("services", names(access, "service")),
                Map.entry("query", query),
                Map.entry("charts", charts),
                Map.entry("flagged", FlaggedCards.of(access, period, known.wrongReasons())),
                Map.entry("versions", known.versions()),
                Map.entry("plots", plots(charts)),
                Map.entry("summedUp", summedUp(access)));
        var html = templates.obtain().process(TEMPLATE, new Context(Locale.ENGLISH, values));
        return ok(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> plots(List<InsightsChart> charts) {
        return charts.stream().collect(Collectors.toMap(InsightsChart::id, it -> json.writeValueAsString(it.plot())));
    }

    @GetMapping("/insights/figures/{id}.csv")
    ResponseEntity<byte[]> csv(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String service) {
        var period = period(from, to, client, service);
        var chart = charts(period, database.access(), settings.get()).all().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
        var csv = new StringBuilder(Csv.line(chart.columns()));
        for (var row : chart.rows()) {
            csv.append(Csv.line(
                    Stream.concat(Stream.of(row.name()), row.cells().stream()).toList()));
        }
        return ok(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + id + "_" + period.from() + "_" + period.to() + ".csv\"")
                .body(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What of calls did not fit, with exact counts: nothing of it is about a patient. */
    @GetMapping("/insights/interoperability.csv")
    ResponseEntity<byte[]> interoperability(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String service) {
        var csv = new StringBuilder(Csv.line(List.of("client", "kind", "name", "calls")));
        PeriodTotals.of(database.access(), period(from, to, client, service)).notes().stream()
                .sorted(Comparator.comparing(PeriodTotals.NoteTotal::client)
                        .thenComparing(PeriodTotals.NoteTotal::kind)
                        .thenComparing(Comparator.comparingLong(PeriodTotals.NoteTotal::calls)
                                .reversed()))
                .forEach(it ->
                        csv.append(Csv.line(List.of(it.client(), it.kind(), it.name(), Long.toString(it.calls())))));
        return ok(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"interoperability.csv\"")
                .body(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    static ResponseEntity.BodyBuilder ok(MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private static ReportingPeriod period(
            @Nullable LocalDate from, @Nullable LocalDate to, String client, String service) {
        var today = InstantSource.system().instant().atZone(ZoneOffset.UTC).toLocalDate();
        var last = to == null ? today : to;
        return new ReportingPeriod(
                from == null ? last.minusDays(DEFAULT_DAYS) : from,
                last,
                client.isEmpty() ? null : client,
                service.isEmpty() ? null : service);
    }

    /** The names in a column of the totals; those from before clients were counted have none. */
    private static List<String> names(Database.Access access, String column) {
        var query = "select %1$s from daily_call union select %1$s from daily_card order by 1".formatted(column);
        return access.query(String.class, query).list().stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String summedUp(Database.Access access) {
        var until = access.query(OffsetDateTime.class, "select until from summed_up")
                .single()
                .withOffsetSameInstant(ZoneOffset.UTC);
        return until.getYear() < 2000
                ? "not yet"
                : until.toLocalDate() + " " + until.toLocalTime().withNano(0) + " UTC";
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, DateTimeException.class})
    ResponseEntity<Map<String, String>> invalid() {
        return ResponseEntity.badRequest().body(Map.of("error", "A date must be written as 2026-11-20."));
    }
}
