package org.rlsworkup.cdshooks;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.CardAssembler;
import org.rlsworkup.cards.DataCoverage;
import org.rlsworkup.cdshooks.CardWriter.WrittenCards;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.HookContext;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.knowledge.CardOverride;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup;

/** Handles a call that was parsed: loads the chart, assesses it and writes the cards. */
final class HookCallHandler {
    private static final Assessment NOT_CHARTED = new Assessment.NoAdvice(Assessment.NoAdviceReason.RLS_NOT_CHARTED);

    private final Workup workup;
    private final ChartLoader charts;
    private final CardAssembler cards;
    private final CardWriter writer;
    private final Function<PatientRef, Supplier<Optional<PriorResponses>>> priorResponses;
    private final Clock clock;

    /** @param priorResponses starts a look-up, see {@link PriorResponses.Lookup} */
    HookCallHandler(
            Workup workup,
            ChartLoader charts,
            CardAssembler cards,
            CardWriter writer,
            Function<PatientRef, Supplier<Optional<PriorResponses>>> priorResponses,
            Clock clock) {
        this.workup = workup;
        this.charts = charts;
        this.cards = cards;
        this.writer = writer;
        this.priorResponses = priorResponses;
        this.clock = clock;
    }

    /**
     * The result of a call.
     *
     * @param condition id of the Condition the cards are about, or null
     * @param problem why the call cannot be answered, or null
     * @param unread sources of the chart that could not be read
     * @param requests number of requests made to the FHIR server
     */
    record HandledCall(
            WrittenCards written,
            @Nullable String condition,
            @Nullable CdsHooksException problem,
            Set<Source> unread,
            int requests) {
        static final HandledCall NOTHING = new HandledCall(WrittenCards.NOTHING, null, null, Set.of(), 0);

        static HandledCall withoutCards(@Nullable CdsHooksException problem, Set<Source> unread, FetchedChart read) {
            return new HandledCall(WrittenCards.NOTHING, null, problem, unread, read.requests());
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
        var prior = new PriorResponses.Lookup(priorResponses, new PatientRef(caller, call.patientId()));
        var request = new ChartRequest(
                call.patientId(),
                call.encounterId(),
                service.reads(),
                call.prefetch(),
                tokenProblem == null ? access : null);

        var read = charts.load(request, context, prior, now);
        var withoutDeclines = assess(context, read.chart(), List.of(), now);
        var assembled = cards.assemble(withoutDeclines, coverage(read, caller, true), now);
        if (assembled.isEmpty()) {
            // Declines only take cards away: no call without a card waits for them. See decision 16.
            return HandledCall.withoutCards(null, unread(read.chart(), withoutDeclines), read);
        }
        var responses = prior.await();
        var known = responses.orElse(PriorResponses.NONE);
        if (responses.isEmpty() || !known.declined().isEmpty()) {
            var assessment = assess(context, read.chart(), known.declined(), now);
            assembled = cards.assemble(assessment, coverage(read, caller, responses.isPresent()), now);
        }
        if (!assembled.unread().isEmpty()) {
            var problem = UnreadSources.problem(assembled.unread(), access, tokenProblem);
            return HandledCall.withoutCards(problem, assembled.unread(), read);
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

    /** Without RLS the rest of the chart was not requested. */
    private static Set<Source> unread(Chart chart, Assessment assessment) {
        return assessment.equals(NOT_CHARTED) ? Set.of() : chart.unread();
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
