package org.rlsworkup.cdshooks;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.cdshooks.HookCallHandler.HandledCall;
import org.rlsworkup.cdshooks.feedback.FeedbackReader;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.Caller.Offer;
import org.rlsworkup.cdshooks.request.Capacity;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.CdsHooksException.FixedProblem;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.feedback.model.CardFeedback.FeedbackReason;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.feedback.model.FeedbackBatch.Receipt;
import org.rlsworkup.knowledge.CardRules;
import org.rlsworkup.knowledge.Knowledge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Discovery, calls and feedback. A servlet, and no Spring MVC controller, because there is nothing to bind, convert or
 * negotiate, and the dispatcher would cost a good part of a call that finds no RLS.
 */
final class HookServlet extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(HookServlet.class);

    private static final long serialVersionUID = 1L;
    private static final Map<String, HookService> SERVICES =
            Stream.of(HookService.values()).collect(Collectors.toMap(HookService::id, service -> service));

    /** The document changes with a restart or with the knowledge only, and clients revalidate it by its ETag. */
    private static final String CACHE_CONTROL = "max-age=300, private";

    private final Function<HttpServletRequest, Optional<Caller>> callers;
    private final Caller.ByServer byServer;
    private final HookCallReader calls;
    private final CallLimits limits;
    private final Capacity capacity;
    private final Function<Caller, HookCallHandler> handlers;
    private final String version;
    private final Map<DiscoveryKey, Discovery> discoveries = new ConcurrentHashMap<>();
    private final List<Consumer<CallOutcome>> listeners;
    private final FeedbackReader feedback;
    private final Function<FeedbackBatch, Receipt> feedbackStore;

    private record DiscoveryKey(String client, HooksVersion version, Offer offer) {}

    /**
     * @param version of this service
     * @param handlers by the client that calls
     * @param listeners notified of each call before the response is sent, so they must not block
     * @param feedbackStore stores feedback
     */
    HookServlet(
            Function<HttpServletRequest, Optional<Caller>> callers,
            Caller.ByServer byServer,
            CallLimits limits,
            Capacity capacity,
            String version,
            Function<Caller, HookCallHandler> handlers,
            List<Consumer<CallOutcome>> listeners,
            Function<FeedbackBatch, Receipt> feedbackStore) {
        this.callers = callers;
        this.byServer = byServer;
        this.limits = limits;
        this.capacity = capacity;
        this.calls = new HookCallReader(limits);
        this.version = version;
        this.handlers = handlers;
        this.listeners = List.copyOf(listeners);
        this.feedback = new FeedbackReader(limits);
        this.feedbackStore = feedbackStore;
    }

    /** The answer names the request as the log does. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(RequestId.HEADER, RequestId.begin());
        try {
            var path = requireNonNullElse(request.getPathInfo(), "").split("/", -1);
            var id = path.length > 1 ? path[1] : null;
            var isFeedback = path.length > 2 && HookPaths.FEEDBACK.equals("/" + path[2]);
            if ("".equals(id) || path.length > (isFeedback ? 3 : 2)) {
                throw new CdsHooksException(FixedProblem.NO_ADDRESS);
            }
            if (!isAllowed(id == null ? "GET" : "POST", request, response)) {
                return;
            }
            var caller =
                    callers.apply(request).orElseThrow(() -> new CdsHooksException(FixedProblem.NOT_AUTHENTICATED));
            if (id == null) {
                discovery(caller, request, response);
                return;
            }
            var service = SERVICES.get(id);
            // Feedback on cards of a service that is offered no longer is still welcome.
            if (service == null || !(isFeedback || isOffered(service, caller))) {
                throw new CdsHooksException(FixedProblem.NO_SERVICE);
            }
            send(isFeedback ? feedback(service, caller, request) : call(service, caller, request), response);
        } catch (CdsHooksException problem) {
            ErrorResponses.send(problem, response);
        } catch (RuntimeException | Error failure) {
            ErrorResponses.send(ErrorResponses.unexpected(failure), response);
        } finally {
            RequestId.end();
        }
    }

    private static boolean isOffered(HookService service, Caller caller) {
        return caller.offer().services().contains(service);
    }

    /** False if OPTIONS was asked and is answered herewith. */
    private static boolean isAllowed(String method, HttpServletRequest request, HttpServletResponse response) {
        var asked = request.getMethod();
        if (asked.equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ALLOW, method + ", OPTIONS");
            return false;
        }
        if (!asked.equals(method) && !(asked.equals("HEAD") && method.equals("GET"))) {
            response.setHeader(HttpHeaders.ALLOW, method);
            throw new CdsHooksException(FixedProblem.WRONG_METHOD);
        }
        return true;
    }

    private void discovery(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var model = handlers.apply(caller).model();
        var queries = model.queries().byCategory(caller.servers().byCategory());
        var discovery = discoveries.compute(
                new DiscoveryKey(caller.name(), caller.hooksVersion(), caller.offer()),
                (it, known) -> known != null && known.queries() == queries
                        ? known
                        : Discovery.of(
                                it.version(), it.offer(), queries, Discovery.Software.of(version, model.versions())));
        response.setHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
        if (!new ServletWebRequest(request, response).checkNotModified(discovery.etag())) {
            send(discovery.body(), response);
        }
    }

    /** Acknowledged, by an empty body, only once all of it is committed. */
    private byte[] feedback(HookService service, Caller caller, HttpServletRequest request) throws IOException {
        var knowledge = handlers.apply(caller).model().knowledge();
        try (var holding = enter(caller, request)) {
            var entries = feedback.read(holding.body()).stream()
                    .map(entry -> entry.withReason(reason -> known(reason, knowledge)))
                    .toList();
            holding.bodyIsRead();
            return switch (feedbackStore.apply(new FeedbackBatch(caller.name(), service.id(), entries))) {
                case Receipt.Stored stored -> new byte[0];
                case Receipt.Unavailable down ->
                    throw new CdsHooksException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "transient",
                            "Feedback cannot be stored at present: send it again.");
                case Receipt.TooManyAnswers(int entry, int most) ->
                    throw new CdsHooksException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "business-rule",
                            "At most " + most + " answers are kept of one card. Nothing of this batch is stored.",
                            "feedback[" + entry + "].card");
            };
        }
    }

    /** A reason in the EHR's own words by the code that it stands for at this site; any other as it was sent. */
    private static FeedbackReason known(FeedbackReason sent, Knowledge knowledge) {
        return Stream.of(requireNonNullElse(sent.display(), ""), sent.code())
                .flatMap(words -> Stream.ofNullable(
                        knowledge.ownReasons().get(words.strip().toLowerCase(Locale.ROOT))))
                .findFirst()
                .map(code -> new FeedbackReason(CardRules.OverrideReason.SYSTEM, code, sent.display()))
                .orElse(sent);
    }

    private byte[] call(HookService service, Caller authenticated, HttpServletRequest request) throws IOException {
        var begin = System.nanoTime();
        var caller = authenticated;
        HookCall call = null;
        ClientKnowledge.KnowledgeVersions knowledge = null;
        var result = HandledCall.NOTHING;
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        try (var holding = enter(authenticated, request)) {
            var handler = handlers.apply(authenticated);
            knowledge = handler.model().versions();
            call = read(service, holding.body());
            holding.bodyIsRead();
            caller = byServer.of(authenticated, call.fhirServer())
                    .filter(it -> isOffered(service, it))
                    .orElseThrow(() -> new CdsHooksException(
                            HttpStatus.FORBIDDEN, "forbidden", "This is no FHIR server of the client.", "fhirServer"));
            if (!caller.name().equals(authenticated.name())) {
                handler = handlers.apply(caller);
                knowledge = handler.model().versions();
            }
            result = handler.handle(service, call, caller);
            if (result.problem() != null) {
                throw result.problem();
            }
            status = HttpStatus.OK;
            return caller.mode() == Caller.Mode.SILENT
                    ? CardWriter.NO_CARDS
                    : result.written().body();
        } catch (CdsHooksException problem) {
            status = problem.status();
            throw problem;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - begin);
            report(CallOutcome.of(service, caller, call, result, status.value(), knowledge, took));
        }
    }

    /** A listener that fails does not fail the call. */
    private void report(CallOutcome outcome) {
        for (var listener : listeners) {
            try {
                listener.accept(outcome);
            } catch (RuntimeException failure) {
                // Its message may quote the call.
                LOG.error("Call outcome not recorded: {}", failure.getClass().getName());
            }
        }
    }

    private HookCall read(HookService service, InputStream body) {
        var call = calls.read(body);
        if (!call.hook().equals(service.hook())) {
            throw CdsHooksException.wrongValue("hook", "This service answers another hook.");
        }
        return call;
    }

    /** Admits a request with a JSON body of a size that is accepted. */
    private Capacity.Holding enter(Caller caller, HttpServletRequest request) {
        var type = request.getContentType();
        if (type == null || !isJson(type)) {
            throw new CdsHooksException(FixedProblem.WRONG_MEDIA_TYPE);
        }
        if (request.getContentLengthLong() > limits.body().toBytes()) {
            throw new CdsHooksException(FixedProblem.TOO_LARGE);
        }
        return capacity.enter(caller, request);
    }

    /** Whatever parameters follow. */
    private static boolean isJson(String type) {
        var json = MediaType.APPLICATION_JSON_VALUE;
        return type.regionMatches(true, 0, json, 0, json.length())
                && (type.length() == json.length() || ";\t ".indexOf(type.charAt(json.length())) >= 0);
    }

    /** Always JSON: there is no content negotiation. */
    private static void send(byte[] body, HttpServletResponse response) throws IOException {
        if (body.length > 0) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
