package org.rlsworkup.cdshooks;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.CardAssembler;
import org.rlsworkup.cards.DataCoverage;
import org.rlsworkup.cdshooks.CardWriter.WrittenCards;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.FhirAuthorization.TokenProblem;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.cdshooks.request.HookContext;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.fhir.server.FhirAccess;
import org.rlsworkup.knowledge.DeclineRules.CardOverride;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.util.function.SingletonSupplier;

/**
 * Handles a call that was parsed: loads the chart, assesses it and writes the cards.
 *
 * @param priorResponses starts a look-up; the supplier waits for a bounded time, and is empty if that did not do
 */
record HookCallHandler(
        Workup workup,
        ChartLoader charts,
        CardAssembler cards,
        CardWriter writer,
        Function<PatientRef, Supplier<Optional<PriorResponses>>> priorResponses,
        Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(HookCallHandler.class);
    private static final Assessment NOT_CHARTED = new Assessment.NoAdvice(Assessment.NoAdviceReason.RLS_NOT_CHARTED);

    /** @param problem why the call cannot be answered, or null */
    record HandledCall(
            WrittenCards written,
            @Nullable String condition,
            @Nullable CdsHooksException problem,
            Set<Source> unread,
            int requests) {
        static final HandledCall NOTHING = new HandledCall(WrittenCards.NOTHING, null, null, Set.of(), 0);

        /** Nothing to say about the chart that was read. */
        static HandledCall without(Assessment assessment, FetchedChart read) {
            // Without RLS the rest of the chart was not requested.
            var unread = assessment.equals(NOT_CHARTED)
                    ? Set.<Source>of()
                    : read.chart().unread();
            return new HandledCall(WrittenCards.NOTHING, null, null, unread, read.requests());
        }
    }

    HandledCall handle(HookService service, HookCall call, Caller caller) {
        var now = ZonedDateTime.now(clock);
        var context = HookContext.of(service, call);
        if (!call.isByClinician() || !isRelevant(context, now)) {
            return HandledCall.NOTHING;
        }
        var access = call.access(caller.mayRead());
        var tokenProblem = call.authorization().tokenProblem(call.patientId());
        var prior = SingletonSupplier.of(() -> priorResponses.apply(new PatientRef(caller, call.patientId())));
        var request = new ChartRequest(
                call.patientId(),
                call.encounterId(),
                service.reads(),
                call.prefetch(),
                tokenProblem == null ? access : null);

        var read = charts.load(request, context, prior::obtain, now);
        var withoutDeclines = assess(context, read.chart(), List.of(), now);
        var assembled = cards.assemble(withoutDeclines, coverage(read, caller, true), now);
        if (assembled.isEmpty()) {
            // Declines only take cards away: no call without a card waits for them. See decision 16.
            return HandledCall.without(withoutDeclines, read);
        }
        var responses = prior.obtain().get();
        var known = responses.orElse(PriorResponses.NONE);
        if (responses.isEmpty() || !known.declined().isEmpty()) {
            var assessment = assess(context, read.chart(), known.declined(), now);
            assembled = cards.assemble(assessment, coverage(read, caller, responses.isPresent()), now);
        }
        if (!assembled.unread().isEmpty()) {
            var problem = incomplete(assembled.unread(), access, tokenProblem);
            return new HandledCall(WrittenCards.NOTHING, null, problem, assembled.unread(), read.requests());
        }
        // Warnings about orders are repeated each time.
        var repeated = context instanceof HookContext.OrdersDrafted ? Set.<String>of() : known.shown();
        var written = writer.write(assembled.without(repeated), call, caller, now);
        return new HandledCall(
                written, assembled.conditionId(), null, read.chart().unread(), read.requests());
    }

    /** False where neither a medicine is ordered nor RLS is charted: there is no chart to read then. */
    private boolean isRelevant(HookContext context, ZonedDateTime now) {
        return switch (context) {
            case HookContext.ChartOpened it -> true;
            case HookContext.ConditionsCreated(var charted) -> workup.hasRls(charted, now);
            case HookContext.OrdersDrafted it -> !it.orders().isEmpty();
        };
    }

    private Assessment assess(HookContext context, Chart chart, List<CardOverride> declined, ZonedDateTime now) {
        return switch (context) {
            case HookContext.ChartOpened it -> workup.assess(chart, declined, now);
            case HookContext.ConditionsCreated(var charted) -> workup.assess(chart, charted, declined, now);
            case HookContext.OrdersDrafted(var orders, var signing) ->
                workup.assessOrders(chart, orders, declined, signing, now);
        };
    }

    /** Why a chart that a card needs is incomplete: unknown is not absent, so no test is named. */
    private static CdsHooksException incomplete(
            Set<Source> unread, @Nullable FhirAccess access, @Nullable TokenProblem tokenProblem) {
        var names = unread.stream().sorted().map(HookCallReader::key).collect(Collectors.joining(", "));
        LOG.warn("Could not read {}", names);
        if (access != null && !access.isAllowed()) {
            var text = "Reading this FHIR server is not allowed, and the prefetch lacks: " + names + ".";
            return new CdsHooksException(HttpStatus.FORBIDDEN, "forbidden", text, "fhirServer");
        }
        if (access == null || tokenProblem == null) {
            var text = "Neither the prefetch nor the FHIR server gave the whole of: " + names + ".";
            return new CdsHooksException(HttpStatus.PRECONDITION_FAILED, "incomplete", text);
        }
        var text = "The FHIR server was not asked because " + tokenProblem.text()
                + ", and the prefetch is incomplete for: " + names + ".";
        return new CdsHooksException(HttpStatus.PRECONDITION_FAILED, "incomplete", text, tokenProblem.field());
    }

    private static DataCoverage coverage(FetchedChart read, Caller caller, boolean declinesKnown) {
        return new DataCoverage(
                read.fromPrefetch(),
                read.fromServer(),
                read.skipped(),
                read.chart().foreign(),
                caller.hooksVersion() == HooksVersion.STU3,
                declinesKnown);
    }
}
