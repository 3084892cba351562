package org.rlsworkup.cdshooks;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.HookCallHandler.Advice;
import org.rlsworkup.cdshooks.feedback.Feedback;
import org.rlsworkup.cdshooks.feedback.FeedbackReader;
import org.rlsworkup.cdshooks.request.BodyLimit;
import org.rlsworkup.cdshooks.request.CallLimits;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.cdshooks.request.HookPaths;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.fhir.server.MeteredStream;
import org.rlsworkup.fhir.server.Queries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Discovery, calls and feedback: a servlet of its own, because there is nothing for a web framework to bind, convert or
 * negotiate, and its way to a handler costs a good part of a call that finds no RLS.
 */
final class HookServlet extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(HookServlet.class);

    private static final byte[] NO_BODY = {};
    private static final long serialVersionUID = 1L;
    private static final Map<String, HookService> SERVICES =
            Stream.of(HookService.values()).collect(Collectors.toMap(HookService::id, service -> service));

    /** What we do changes with a new start of us only, and a client that asks again asks by the tag. */
    private static final String CACHE_CONTROL = requireNonNull(
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate().getHeaderValue());

    private final Function<HttpServletRequest, Optional<Caller>> callers;
    private final HookCallReader calls;
    private final CallLimits limits;
    private final HookCallHandler adviser;
    private final Queries queries;
    private final Map<HooksVersion, Discovery> discoveries = new ConcurrentHashMap<>();
    private final List<Consumer<CallOutcome>> listeners;
    private final FeedbackReader feedback;
    private final Predicate<Feedback> keeper;

    /**
     * @param listeners told of each call before its answer is sent; what takes time they do elsewhere
     * @param keeper keeps feedback: true once it is committed, false if it could not be
     */
    HookServlet(
            Function<HttpServletRequest, Optional<Caller>> callers,
            CallLimits limits,
            Queries queries,
            HookCallHandler adviser,
            List<Consumer<CallOutcome>> listeners,
            Predicate<Feedback> keeper) {
        this.callers = callers;
        this.limits = limits;
        this.calls = new HookCallReader(limits);
        this.adviser = adviser;
        this.queries = queries;
        this.listeners = List.copyOf(listeners);
        this.feedback = new FeedbackReader(limits.json());
        this.keeper = keeper;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo();
        try {
            if (path == null) {
                serve(request, response, "GET", () -> discovery(request, response));
            } else if (path.indexOf('/', 1) < 0 && path.length() > 1) {
                serve(request, response, "POST", () -> send(call(path.substring(1), request), response));
            } else if (path.endsWith(HookPaths.FEEDBACK)
                    && path.indexOf('/', 1) == path.length() - HookPaths.FEEDBACK.length()) {
                serve(request, response, "POST", () -> send(feedback(serviceOf(path), request), response));
            } else {
                throw CdsHooksException.noAddress();
            }
        } catch (CdsHooksException problem) {
            ErrorAnswers.send(problem, response);
        } catch (RuntimeException failure) {
            ErrorAnswers.send(ErrorAnswers.unexpected(failure), response);
        }
    }

    /** Answers, once it is known that this may be asked. */
    private interface Answer {
        void send() throws IOException;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String method, Answer answer)
            throws IOException {
        var asked = request.getMethod();
        if (asked.equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ALLOW, method + ", OPTIONS");
        } else if (asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"))) {
            answer.send();
        } else {
            response.setHeader(HttpHeaders.ALLOW, method);
            throw CdsHooksException.wrongMethod();
        }
    }

    private void discovery(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var version = caller(request).hooksVersion();
        var discovery = discoveries.computeIfAbsent(version, it -> Discovery.of(it, queries));
        response.setHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
        if (!new ServletWebRequest(request, response).checkNotModified(discovery.etag())) {
            send(discovery.body(), response);
        }
    }

    private byte[] call(String id, HttpServletRequest request) throws IOException {
        var caller = caller(request);
        return call(service(id), caller, request);
    }

    private static String serviceOf(String feedbackPath) {
        return feedbackPath.substring(1, feedbackPath.length() - HookPaths.FEEDBACK.length());
    }

    /** Acknowledged, by an empty answer, only once all of it is kept. */
    private byte[] feedback(String id, HttpServletRequest request) throws IOException {
        var caller = caller(request);
        var service = service(id);
        if (!keeper.test(new Feedback(caller, service.id(), feedback.read(body(request))))) {
            throw CdsHooksException.notNow("Feedback cannot be kept at present: send it again.");
        }
        return NO_BODY;
    }

    private static HookService service(String id) {
        var service = SERVICES.get(id);
        if (service == null) {
            throw CdsHooksException.noService();
        }
        return service;
    }

    private byte[] call(HookService service, Caller caller, HttpServletRequest request) throws IOException {
        var begin = System.nanoTime();
        HookCall call = null;
        var advice = Advice.NOTHING;
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        try {
            call = read(service, request);
            advice = adviser.advise(service, call, caller);
            if (advice.problem() != null) {
                throw advice.problem();
            }
            status = HttpStatus.OK;
            return caller.mode() == Caller.Mode.SILENT
                    ? Answers.NOTHING_TO_SAY
                    : advice.written().body();
        } catch (CdsHooksException problem) {
            status = problem.status();
            throw problem;
        } finally {
            if (!listeners.isEmpty()) {
                var answered = answered(service, caller, call, advice, status, System.nanoTime() - begin);
                listeners.forEach(listener -> tell(listener, answered));
            }
        }
    }

    /** What fails to take note of an answer does not take it back. */
    private static void tell(Consumer<CallOutcome> listener, CallOutcome answered) {
        try {
            listener.accept(answered);
        } catch (RuntimeException failure) {
            // Its message may quote the call.
            LOG.error("A call could not be noted: {}", failure.getClass().getName());
        }
    }

    private HookCall read(HookService service, HttpServletRequest request) throws IOException {
        var call = calls.read(body(request));
        if (!call.hook().equals(service.hook())) {
            throw CdsHooksException.wrongValue("hook", "This service answers another hook.");
        }
        return call;
    }

    private InputStream body(HttpServletRequest request) throws IOException {
        if (!isJson(request.getContentType())) {
            throw CdsHooksException.wrongMediaType();
        }
        if (request.getContentLengthLong() > limits.body()) {
            throw CdsHooksException.tooLarge();
        }
        return new MeteredStream(request.getInputStream(), new BodyLimit(limits.body()));
    }

    private static CallOutcome answered(
            HookService service, Caller caller, @Nullable HookCall call, Advice advice, HttpStatus status, long nanos) {
        return new CallOutcome(
                caller,
                service.id(),
                call == null ? null : call.hookInstance(),
                call == null ? null : new PatientRef(caller, call.patientId()),
                advice.condition(),
                status.value(),
                advice.written().cards(),
                advice.unread(),
                advice.requests(),
                Duration.ofNanos(nanos));
    }

    /** With any parameters. */
    private static boolean isJson(@Nullable String type) {
        var json = MediaType.APPLICATION_JSON_VALUE;
        return type != null
                && type.regionMatches(true, 0, json, 0, json.length())
                && (type.length() == json.length() || ";\t ".indexOf(type.charAt(json.length())) >= 0);
    }

    private Caller caller(HttpServletRequest request) {
        return callers.apply(request).orElseThrow(CdsHooksException::notAuthorised);
    }

    /** There is one form of answer, whatever the caller accepts, and nothing to negotiate. */
    private static void send(byte[] body, HttpServletResponse response) throws IOException {
        if (body.length > 0) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
