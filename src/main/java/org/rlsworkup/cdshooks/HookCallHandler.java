package org.rlsworkup.cdshooks;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.CardAssembler;
import org.rlsworkup.cards.CardAssembler.Assembled;
import org.rlsworkup.cards.CardAssembler.Silenced;
import org.rlsworkup.cards.DataCoverage;
import org.rlsworkup.cdshooks.CardWriter.WrittenCards;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.CouldNotLook;
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
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.fhir.server.FhirAccess;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup.Ordering;
import org.springframework.http.HttpStatus;
import org.springframework.util.function.SingletonSupplier;

/**
 * Handles a call that was parsed: loads the chart, assesses it and writes the cards.
 *
 * @param model of the client that calls
 * @param priorResponses starts a look-up about a patient and, where something is ordered, about the user who orders; the
 *     supplier waits for a bounded time, and is empty if that did not do
 */
record HookCallHandler(
        ClientKnowledge model,
        Interoperability interoperability,
        ChartLoader charts,
        CardAssembler cards,
        CardWriter writer,
        BiFunction<PatientRef, @Nullable String, Supplier<Optional<PriorResponses>>> priorResponses,
        Clock clock) {
    private static final Assessment NOT_CHARTED = new Assessment.NoAdvice(Assessment.NoAdviceReason.RLS_NOT_CHARTED);

    /** @param problem why the call cannot be answered, or null */
    record HandledCall(
            WrittenCards written,
            @Nullable String condition,
            @Nullable CdsHooksException problem,
            List<Silenced> silenced,
            List<CallNote> notes,
            Set<Source> unread,
            int requests) {
        static final HandledCall NOTHING = without(Set.of(), 0);

        static HandledCall without(Set<Source> unread, int requests) {
            return new HandledCall(WrittenCards.NOTHING, null, null, List.of(), List.of(), unread, requests);
        }
    }

    HandledCall handle(HookService service, HookCall call, Caller caller) {
        var notes = new ArrayList<CallNote>();
        var it = answer(service, call, caller, notes);
        it.written().unmapped().forEach(test -> notes.add(new CallNote(CallNote.NoteKind.ORDER, test)));
        return new HandledCall(
                it.written(), it.condition(), it.problem(), it.silenced(), notes, it.unread(), it.requests());
    }

    /** @param notes takes what of the call does not fit */
    private HandledCall answer(HookService service, HookCall call, Caller caller, List<CallNote> notes) {
        var now = ZonedDateTime.now(clock);
        var context = HookContext.of(service, call);
        if (!call.isByClinician() || !isRelevant(context, caller, now)) {
            return HandledCall.NOTHING;
        }
        var access = call.access(caller);
        var tokenProblem = call.authorization().tokenProblem(call.patientId());
        var patient = PatientRef.of(caller, call.fhirServer(), call.patientId());
        var orderedBy = context instanceof HookContext.OrdersDrafted ? call.userId() : null;
        var prior = SingletonSupplier.of(() -> priorResponses.apply(patient, orderedBy));
        var request = request(service, call, caller, tokenProblem == null ? access : null);
        var read = charts.load(request, context, prior::obtain, now);
        notes.addAll(interoperability.notes(request, read));
        var unread = unread(request, read);
        var failed = FailedReads.of(read, caller, access);
        var assessment = assess(context, read.chart(), PriorResponses.NONE, now);
        var all = assemble(assessment, context, caller, read, Optional.of(PriorResponses.NONE), now);
        if (all.isEmpty()) {
            // Declines only take cards away: no call without a card waits for them. See decision 16.
            return withoutCard(!assessment.equals(NOT_CHARTED), unread, failed, read);
        }
        failed.log();
        var responses = prior.obtain().get();
        var known = responses.orElse(PriorResponses.NONE);
        var isReassessed = !known.declined().isEmpty() || context.isSigning();
        var heeding = isReassessed ? assess(context, read.chart(), known, now) : assessment;
        var assembled = isReassessed || known.anyShown() || responses.isEmpty()
                ? assemble(heeding, context, caller, read, responses, now)
                : all;
        if (!assembled.unread().isEmpty()) {
            var problem = failed.explain(incomplete(assembled.unread(), read.narrowed(), access, tokenProblem));
            return couldNotLook(assembled, problem, call, caller, now, read.requests());
        }
        var shown = notShownBefore(assembled, context, call, responses);
        var setting = model.knowledge().encounters().setting(read.chart().encounter());
        var written = writer.write(shown, call, caller, setting, now);
        return new HandledCall(
                written, assembled.conditionId(), null, all.missingFrom(shown), notes, unread, read.requests());
    }

    /** Without RLS the rest of the chart was not requested. */
    private static HandledCall withoutCard(
            boolean isCharted, Set<Source> unread, FailedReads failed, FetchedChart read) {
        if (isCharted) {
            failed.log();
        }
        return HandledCall.without(isCharted ? unread : Set.of(), read.requests());
    }

    /** Advice on orders is repeated each time, except at signing what was shown at selection; missing tests are not. */
    private static Assembled notShownBefore(
            Assembled assembled, HookContext context, HookCall call, Optional<PriorResponses> responses) {
        if (!(context instanceof HookContext.OrdersDrafted)) {
            return assembled.without(responses.orElse(PriorResponses.NONE).shown());
        }
        var isKnownToBeNew = responses
                .filter(it -> !it.kinds().was(CardKind.MISSING_TESTS, call.encounterId()))
                .isPresent();
        return isKnownToBeNew ? assembled : assembled.without(CardKind.MISSING_TESTS);
    }

    /** The cards, with that of missing tests where the client wants it when something is ordered. */
    private Assembled assemble(
            Assessment assessment,
            HookContext context,
            Caller caller,
            FetchedChart read,
            Optional<PriorResponses> responses,
            ZonedDateTime now) {
        var known = responses.orElse(PriorResponses.NONE);
        var coverage = coverage(read, caller, responses);
        var own = cards.assemble(assessment, coverage, now);
        if (!(context instanceof HookContext.OrdersDrafted drafted)
                || !caller.offer().workupOnOrders()) {
            return own;
        }
        var today = Objects.requireNonNull(
                PartialDate.parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.truncatedTo(ChronoUnit.SECONDS))));
        var chart = read.chart()
                .withOrders(
                        drafted.others().stream().map(it -> it.placed(today)).toList());
        return own.with(
                CardKind.MISSING_TESTS,
                cards.assemble(model.workup().assess(chart, known.declined(), now), coverage, now));
    }

    /** Refuses the call or, if the client wants that and RLS is known to be charted, says so with a card. */
    private HandledCall couldNotLook(
            Assembled incomplete,
            CdsHooksException problem,
            HookCall call,
            Caller caller,
            ZonedDateTime now,
            int requests) {
        var saysSo = caller.couldNotLook() == CouldNotLook.CARD
                && incomplete.diagnosis() != null
                && problem.status() == HttpStatus.PRECONDITION_FAILED;
        return new HandledCall(
                saysSo
                        ? writer.write(cards.couldNotLook(incomplete, now), call, caller, CareSetting.UNKNOWN, now)
                        : WrittenCards.NOTHING,
                saysSo ? incomplete.conditionId() : null,
                saysSo ? null : problem,
                List.of(),
                List.of(),
                incomplete.unread(),
                requests);
    }

    private ChartRequest request(HookService service, HookCall call, Caller caller, @Nullable FhirAccess access) {
        return new ChartRequest(
                call.patientId(),
                call.encounterId(),
                model.queries().byCategory(caller.servers().byCategory()),
                caller.offer().reads(service),
                call.prefetch(),
                access);
    }

    /** Of what this service asks for, what was not read to its end. */
    private static Set<Source> unread(ChartRequest request, FetchedChart read) {
        var unread = EnumSet.noneOf(Source.class);
        unread.addAll(read.chart().unread());
        unread.retainAll(request.sources());
        return unread;
    }

    /** False where neither a medicine is ordered nor RLS is charted: there is no chart to read then. */
    private boolean isRelevant(HookContext context, Caller caller, ZonedDateTime now) {
        return switch (context) {
            case HookContext.ChartOpened it -> true;
            case HookContext.ConditionsCreated(var charted) -> model.workup().hasRls(charted, now);
            case HookContext.OrdersDrafted it ->
                !it.orders().isEmpty() || caller.offer().workupOnOrders();
        };
    }

    private Assessment assess(HookContext context, Chart chart, PriorResponses prior, ZonedDateTime now) {
        var declined = prior.declined();
        var workup = model.workup();
        var remembered = Duration.ofMinutes(model.knowledge().declined().draftMinutes());
        return switch (context) {
            case HookContext.ChartOpened it -> workup.assess(chart, declined, now);
            case HookContext.ConditionsCreated(var charted) -> workup.assess(chart, charted, declined, now);
            case HookContext.OrdersDrafted(var orders, var others, var signing) ->
                workup.assessOrders(
                        chart,
                        new Ordering(
                                orders,
                                signing,
                                draft -> signing && prior.drafts().were(draft, remembered)),
                        declined,
                        now);
        };
    }

    /** Why a chart that a card needs is incomplete: unknown is not absent, so no test is named. */
    private static CdsHooksException incomplete(
            Set<Source> unread,
            Map<Source, List<String>> narrowed,
            @Nullable FhirAccess access,
            @Nullable TokenProblem tokenProblem) {
        var names = unread.stream().sorted().map(HookCallReader::key).collect(Collectors.joining(", "));
        var narrower = unread.stream()
                .sorted()
                .filter(narrowed::containsKey)
                .map(it -> " The prefetch of " + HookCallReader.key(it) + " is narrower than its template by "
                        + String.join(", ", narrowed.getOrDefault(it, List.of())) + ".")
                .collect(Collectors.joining());
        if (access != null && !access.isAllowed()) {
            var text = "Reading this FHIR server is not allowed, and the prefetch lacks: " + names + "." + narrower;
            return new CdsHooksException(HttpStatus.FORBIDDEN, "forbidden", text, "fhirServer");
        }
        if (access == null || tokenProblem == null) {
            var text = "Neither the prefetch nor the FHIR server gave the whole of: " + names + "." + narrower;
            return new CdsHooksException(HttpStatus.PRECONDITION_FAILED, "incomplete", text);
        }
        var text = "The FHIR server was not asked because " + tokenProblem.text()
                + ", and the prefetch is incomplete for: " + names + "." + narrower;
        return new CdsHooksException(HttpStatus.PRECONDITION_FAILED, "incomplete", text, tokenProblem.field());
    }

    private static DataCoverage coverage(FetchedChart read, Caller caller, Optional<PriorResponses> prior) {
        return new DataCoverage(
                read.fromPrefetch(),
                read.fromServer(),
                read.skipped(),
                read.chart().foreign(),
                caller.hooksVersion() == HooksVersion.STU3,
                prior.isPresent() && prior.get().anyShown(),
                prior.isPresent(),
                read.notSearched());
    }
}
