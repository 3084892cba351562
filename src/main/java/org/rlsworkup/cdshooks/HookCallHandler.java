package org.rlsworkup.cdshooks;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.Card;
import org.rlsworkup.cards.DataCoverage;
import org.rlsworkup.cards.MedicationsCard;
import org.rlsworkup.cards.MissingTestsCard;
import org.rlsworkup.cards.ResultsCard;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.Answers.Written;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.Caller.HooksVersion;
import org.rlsworkup.cdshooks.request.CdsHooksException;
import org.rlsworkup.cdshooks.request.FhirId;
import org.rlsworkup.cdshooks.request.HookCall;
import org.rlsworkup.cdshooks.request.HookContext;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.server.ChartNeeds;
import org.rlsworkup.fhir.server.ChartRead;
import org.rlsworkup.fhir.server.ChartReader;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.knowledge.CardOverride;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup;
import org.rlsworkup.workup.diagnosis.Diagnosis;

/** Answers a call that was read: has the chart read and judged, and writes what is to be said. */
final class HookCallHandler {
    private static final Assessment NOT_CHARTED = new Assessment.NoAdvice(Assessment.NoAdviceReason.RLS_NOT_CHARTED);

    private final ChartReader charts;
    private final Workup workup;
    private final ResultsCard results;
    private final MissingTestsCard missingTests;
    private final MedicationsCard medications;
    private final Answers answers;
    private final Function<PatientRef, Supplier<Optional<Earlier>>> earlier;
    private final Clock clock;

    /**
     * @param earlier begins to look up what was said before; the supplier waits, not long, and is empty if it is
     * unknown
     */
    HookCallHandler(
            Knowledge knowledge,
            Workup workup,
            ChartReader charts,
            Answers answers,
            Function<PatientRef, Supplier<Optional<Earlier>>> earlier,
            Clock clock) {
        this.earlier = earlier;
        this.charts = charts;
        this.workup = workup;
        this.results = new ResultsCard(knowledge);
        this.missingTests = new MissingTestsCard(knowledge);
        this.medications = new MedicationsCard(knowledge);
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * What came of a call.
     *
     * @param condition id of the Condition the cards are about, or null
     * @param problem why there is no answer, or null
     * @param unread what of the chart could not be read
     * @param requests number of requests made to the FHIR server
     */
    record Advice(
            Written written,
            @Nullable String condition,
            @Nullable CdsHooksException problem,
            Set<Source> unread,
            int requests) {
        static final Advice NOTHING = new Advice(Written.NOTHING, null, null, Set.of(), 0);
    }

    Advice advise(HookService service, HookCall call, Caller caller) {
        var context = HookContext.of(service, call);
        var now = ZonedDateTime.now(clock);
        if (!call.isByClinician() || !isOpen(context, now)) {
            return Advice.NOTHING;
        }
        var access = call.access(caller.mayRead());
        var tokenProblem = call.authorization().tokenProblem(call.patientId());
        var request = new ChartRequest(
                call.patientId(), call.encounterId(), call.prefetch(), tokenProblem == null ? access : null);
        var lookup = new EarlierLookup(earlier, new PatientRef(caller, call.patientId()));
        var read = read(request, context, service, lookup, now);
        var datedOnly = caller.hooksVersion() == HooksVersion.STU3;
        var unheeding = assess(context, read.chart(), List.of(), now);
        var said = said(unheeding, basis(read, datedOnly, true), now);
        if (said.isNothing()) {
            // What was declined can only take away: nothing to wait for.
            // Without RLS the rest of the chart was not asked for.
            var unread = unheeding.equals(NOT_CHARTED)
                    ? Set.<Source>of()
                    : read.chart().unread();
            return new Advice(Written.NOTHING, null, null, unread, read.requests());
        }
        var known = lookup.result();
        var before = known.orElse(Earlier.NOTHING);
        if (known.isEmpty() || !before.declined().isEmpty()) {
            var assessment = assess(context, read.chart(), before.declined(), now);
            said = said(assessment, basis(read, datedOnly, known.isPresent()), now);
        }
        if (!said.unlooked().isEmpty()) {
            var problem = CouldNotLook.of(said.unlooked(), access, tokenProblem);
            return new Advice(Written.NOTHING, null, problem, said.unlooked(), read.requests());
        }
        // Orders are warned of each time.
        var shown = context instanceof HookContext.OrdersDrafted ? Set.<String>of() : before.shown();
        var written = write(said, shown, call, caller, now);
        return new Advice(written, said.condition(), null, read.chart().unread(), read.requests());
    }

    /** Without a medicine being ordered, or RLS being charted, there is nothing to judge, so nothing to read either. */
    private boolean isOpen(HookContext context, ZonedDateTime now) {
        return switch (context) {
            case HookContext.ChartOpened it -> true;
            case HookContext.ConditionsCreated(var charted) -> workup.hasRls(charted, now);
            case HookContext.OrdersDrafted it -> !it.orders().isEmpty();
        };
    }

    private ChartRead read(
            ChartRequest request, HookContext context, HookService service, EarlierLookup lookup, ZonedDateTime now) {
        var isCharting = context instanceof HookContext.ConditionsCreated;
        var needs = new ChartNeeds(
                service.reads(),
                chart -> isCharting || workup.hasRls(chart, now) ? service.readsAfterConditions() : Set.of(),
                isCharting,
                lookup::begin,
                chart -> context instanceof HookContext.OrdersDrafted it
                        ? workup.medicationsToLookUp(it.orders(), chart, now)
                        : workup.medicationsToLookUp(chart, now));
        var read = charts.read(request, needs, now);
        return context instanceof HookContext.ConditionsCreated(var charted) ? read.withConditionsOf(charted) : read;
    }

    private Assessment assess(HookContext context, Chart chart, List<CardOverride> declined, ZonedDateTime now) {
        return switch (context) {
            case HookContext.ChartOpened it -> workup.assess(chart, declined, now);
            case HookContext.ConditionsCreated(var charted) -> workup.assess(chart, charted, declined, now);
            case HookContext.OrdersDrafted(var orders, var signing) ->
                workup.assessOrders(chart, orders, declined, signing, now);
        };
    }

    /**
     * What a judgement comes to.
     *
     * @param diagnosis that the cards are about, or null if there are none
     * @param unlooked what kept us from judging
     */
    private record Said(List<Card> cards, @Nullable Diagnosis diagnosis, Set<Source> unlooked) {
        static final Said NOTHING = new Said(List.of(), null, Set.of());

        boolean isNothing() {
            return cards.isEmpty() && unlooked.isEmpty();
        }

        @Nullable
        String condition() {
            return diagnosis == null ? null : diagnosis.conditionId();
        }
    }

    private Said said(Assessment assessment, DataCoverage basis, ZonedDateTime now) {
        return switch (assessment) {
            case Assessment.NoAdvice silent -> Said.NOTHING;
            case Assessment.IncompleteChart(var unread) -> new Said(List.of(), null, unread);
            case Assessment.MedicationsOnly(var advice) ->
                new Said(given(medications.of(advice)), advice.diagnosis(), Set.of());
            case Assessment.Assessed assessed -> new Said(cards(assessed, basis, now), assessed.diagnosis(), Set.of());
        };
    }

    private Written write(Said said, Set<String> shown, HookCall call, Caller caller, ZonedDateTime now) {
        var diagnosis = said.diagnosis();
        var news = said.cards().stream().filter(card -> isNews(card, shown)).toList();
        return diagnosis == null || news.isEmpty()
                ? Written.NOTHING
                : answers.write(news, particulars(call, diagnosis, caller, now), caller.hooksVersion());
    }

    private static boolean isNews(Card card, Set<String> shown) {
        return shown.isEmpty() || !card.trace().stream().map(RuleTrace::key).allMatch(shown::contains);
    }

    /** At most three: results, missing tests, medications. */
    private List<Card> cards(Assessment.Assessed assessed, DataCoverage basis, ZonedDateTime now) {
        return given(results.of(assessed), missingTests.of(assessed, basis, now), medications.of(assessed.advice()));
    }

    @SafeVarargs
    private static List<Card> given(Optional<Card>... cards) {
        var given = new ArrayList<Card>(cards.length);
        for (var card : cards) {
            card.ifPresent(given::add);
        }
        return given;
    }

    private static OrderDrafts.Particulars particulars(
            HookCall call, Diagnosis diagnosis, Caller caller, ZonedDateTime now) {
        var condition = diagnosis.conditionId();
        return new OrderDrafts.Particulars(
                call.patientId(),
                call.encounterId(),
                call.requester(),
                condition != null && FhirId.isId(condition) ? condition : null,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        now.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime()),
                switch (caller.fhirVersion()) {
                    case R4, R4B -> OrderDrafts.Release.R4;
                    case R5 -> OrderDrafts.Release.R5;
                });
    }

    private static DataCoverage basis(ChartRead read, boolean datedOnly, boolean declinesKnown) {
        return new DataCoverage(
                read.fromPrefetch(),
                read.fromServer(),
                read.skipped(),
                read.chart().foreign(),
                datedOnly,
                declinesKnown);
    }
}
