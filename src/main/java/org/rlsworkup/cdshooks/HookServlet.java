package org.rlsworkup.cdshooks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.fhir.ChartNeeds;
import org.rlsworkup.fhir.ChartRead;
import org.rlsworkup.fhir.ChartReader;
import org.rlsworkup.fhir.ChartRequest;
import org.rlsworkup.fhir.FhirAccess;
import org.rlsworkup.fhir.MeteredStream;
import org.rlsworkup.fhir.OrderDrafts;
import org.rlsworkup.fhir.Queries;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Diagnosis;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.MedicationUse;
import org.rlsworkup.workup.Source;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Discovery and calls: a servlet of its own, because there is nothing for a web framework to bind, convert or negotiate, and
 * its way to a handler costs a good part of a call that finds no RLS.
 */
final class HookServlet extends HttpServlet {
    static final String ADDRESS = "/cds-services";

    private static final Logger LOG = LoggerFactory.getLogger(HookServlet.class);
    private static final long serialVersionUID = 1L;
    private static final List<HookService> SERVICES = List.of(HookService.values());

    private final Function<HttpServletRequest, Optional<Caller>> callers;
    private final HookCallReader calls;
    private final CallLimits limits;
    private final ChartReader charts;
    private final Workup workup;
    private final ResultsCard results;
    private final MissingTestsCard missingTests;
    private final MedicationsCard medications;
    private final Answers answers;
    private final Clock clock;
    private final byte[] discovery;
    private final Map<String, HookService> services;

    HookServlet(
            Function<HttpServletRequest, Optional<Caller>> callers,
            CallLimits limits,
            Knowledge knowledge,
            Workup workup,
            Queries queries,
            ChartReader charts,
            OrderDrafts drafts,
            Clock clock,
            Supplier<UUID> ids) {
        this.callers = callers;
        this.limits = limits;
        this.calls = new HookCallReader(limits.json());
        this.charts = charts;
        this.workup = workup;
        this.results = new ResultsCard(knowledge);
        this.missingTests = new MissingTestsCard(knowledge);
        this.medications = new MedicationsCard(knowledge);
        this.answers = new Answers(knowledge, drafts, ids);
        this.clock = clock;
        this.discovery = Discovery.json(SERVICES, queries);
        this.services = SERVICES.stream().collect(Collectors.toMap(HookService::id, service -> service));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo();
        try {
            if (path == null) {
                serve(request, response, "GET", () -> discovery(request));
            } else if (path.indexOf('/', 1) < 0 && path.length() > 1) {
                serve(request, response, "POST", () -> call(path.substring(1), request));
            } else {
                throw CallProblem.noAddress();
            }
        } catch (CallProblem problem) {
            ErrorAnswers.send(problem, response);
        } catch (RuntimeException failure) {
            ErrorAnswers.send(ErrorAnswers.unexpected(failure), response);
        }
    }

    /** What is answered, once it is known that the caller may ask. */
    private interface Answer {
        byte[] body() throws IOException;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String method, Answer answer)
            throws IOException {
        var asked = request.getMethod();
        if (asked.equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ALLOW, method + ", OPTIONS");
        } else if (asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"))) {
            send(answer.body(), response);
        } else {
            response.setHeader(HttpHeaders.ALLOW, method);
            throw CallProblem.wrongMethod();
        }
    }

    private byte[] discovery(HttpServletRequest request) {
        caller(request);
        return discovery;
    }

    private byte[] call(String id, HttpServletRequest request) throws IOException {
        var caller = caller(request);
        var service = services.get(id);
        if (service == null) {
            throw CallProblem.noService();
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(ADDRESS + "/" + id));
        return call(service, caller, request);
    }

    private byte[] call(HookService service, Caller caller, HttpServletRequest request) throws IOException {
        if (!isJson(request.getContentType())) {
            throw CallProblem.wrongMediaType();
        }
        if (request.getContentLengthLong() > limits.body()) {
            throw CallProblem.tooLarge();
        }
        var call = calls.read(new MeteredStream(request.getInputStream(), new BodyLimit(limits.body())));
        if (!call.hook().equals(service.hook())) {
            throw CallProblem.wrongValue("hook", "This service answers another hook.");
        }
        var orders =
                switch (service) {
                    case WORKUP -> List.<MedicationUse>of();
                    case ORDER_SELECT -> call.orders().selected();
                    case ORDER_SIGN -> call.orders().all();
                };
        // Without a medicine there is nothing to judge, so nothing to read either.
        if (!call.isByClinician() || (orders.isEmpty() && service != HookService.WORKUP)) {
            return Answers.NOTHING_TO_SAY;
        }
        return answer(service, call, orders, caller);
    }

    /** With any parameters. */
    private static boolean isJson(@Nullable String type) {
        var json = MediaType.APPLICATION_JSON_VALUE;
        return type != null
                && type.regionMatches(true, 0, json, 0, json.length())
                && (type.length() == json.length() || ";\t ".indexOf(type.charAt(json.length())) >= 0);
    }

    private Caller caller(HttpServletRequest request) {
        return callers.apply(request).orElseThrow(CallProblem::notAuthorised);
    }

    private byte[] answer(HookService service, HookCall call, List<MedicationUse> orders, Caller caller) {
        var now = ZonedDateTime.now(clock);
        var access =
                call.fhirServer() == null ? null : new FhirAccess(call.fhirServer(), call.token(), caller.mayRead());
        var request = new ChartRequest(call.patientId(), call.encounterId(), call.prefetch(), access);
        var isWorkup = service == HookService.WORKUP;
        var needs = new ChartNeeds(
                service.reads(),
                chart -> workup.isConcerned(chart, now) ? service.readsAfterConditions() : Set.of(),
                chart -> isWorkup
                        ? workup.medicationsToLookUp(chart, now)
                        : workup.medicationsToLookUp(orders, chart, now));
        var read = charts.read(request, needs, now);
        var chart = read.chart();
        var assessment = isWorkup
                ? workup.assess(chart, now)
                : workup.assessOrders(chart, orders, service == HookService.ORDER_SIGN, now);
        return switch (assessment) {
            case Assessment.Silent silent -> Answers.NOTHING_TO_SAY;
            case Assessment.CouldNotLook(var unread) -> throw couldNotLook(unread, access);
            case Assessment.OnMedications(var advice) ->
                answers.json(medications.of(advice).stream().toList(), particulars(call, advice.diagnosis(), now));
            case Assessment.Assessed assessed ->
                answers.json(cards(assessed, read, now), particulars(call, assessed.diagnosis(), now));
        };
    }

    /** At most three: results, missing tests, medications. */
    private List<Card> cards(Assessment.Assessed assessed, ChartRead read, ZonedDateTime now) {
        return Stream.of(results.of(assessed), missingTests.of(assessed, read, now), medications.of(assessed.advice()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static OrderDrafts.Particulars particulars(HookCall call, Diagnosis diagnosis, ZonedDateTime now) {
        var condition = diagnosis.conditionId();
        return new OrderDrafts.Particulars(
                call.patientId(),
                call.encounterId(),
                call.requester(),
                condition != null && FhirId.isId(condition) ? condition : null,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        now.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime()));
    }

    /** Unknown is not absent: where we could not look, we say so and name no test. */
    private static CallProblem couldNotLook(Set<Source> unread, @Nullable FhirAccess access) {
        var names = unread.stream().sorted().map(HookCallReader::key).collect(Collectors.joining(", "));
        LOG.warn("Could not read {}", names);
        if (access != null && !access.isAllowed()) {
            return new CallProblem(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "This FHIR server may not be read, and the prefetch does not hold: " + names + ".",
                    "fhirServer");
        }
        return new CallProblem(
                HttpStatus.PRECONDITION_FAILED,
                "incomplete",
                "Neither the prefetch nor the FHIR server gave the whole of: " + names + ".",
                null);
    }

    /** There is one form of answer, whatever the caller accepts, and nothing to negotiate. */
    private static void send(byte[] body, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
