package org.rlsworkup.cdshooks;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.Answers.Written;
import org.rlsworkup.cdshooks.Caller.HooksVersion;
import org.rlsworkup.cdshooks.FhirAuthorization.Obstacle;
import org.rlsworkup.fhir.ChartNeeds;
import org.rlsworkup.fhir.ChartRead;
import org.rlsworkup.fhir.ChartReader;
import org.rlsworkup.fhir.ChartRequest;
import org.rlsworkup.fhir.FhirAccess;
import org.rlsworkup.fhir.OrderDrafts;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Chart;
import org.rlsworkup.workup.Diagnosis;
import org.rlsworkup.workup.Knowledge;
import org.rlsworkup.workup.Source;
import org.rlsworkup.workup.Workup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Answers a call that was read: has the chart read and judged, and writes what is to be said. */
final class Adviser {
    private static final Logger LOG = LoggerFactory.getLogger(Adviser.class);

    private final ChartReader charts;
    private final Workup workup;
    private final ResultsCard results;
    private final MissingTestsCard missingTests;
    private final MedicationsCard medications;
    private final Answers answers;
    private final Clock clock;

    Adviser(Knowledge knowledge, Workup workup, ChartReader charts, Answers answers, Clock clock) {
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
     * @param problem why there is no answer, or null
     * @param unread what of the chart could not be read
     * @param requests number of requests made to the FHIR server
     */
    record Advice(Written written, @Nullable CallProblem problem, Set<Source> unread, int requests) {
        static final Advice NOTHING = new Advice(Written.NOTHING, null, Set.of(), 0);
    }

    Advice advise(HookService service, HookCall call, Caller caller) {
        var question = Question.of(service, call);
        var now = ZonedDateTime.now(clock);
        if (!call.isByClinician() || !isOpen(question, now)) {
            return Advice.NOTHING;
        }
        var access = call.access(caller.mayRead());
        var obstacle = call.authorization().obstacle(call.patientId());
        var request = new ChartRequest(
                call.patientId(), call.encounterId(), call.prefetch(), obstacle == null ? access : null);
        var read = read(request, question, service, now);
        return switch (assess(question, read.chart(), now)) {
            case Assessment.Silent silent -> advice(Written.NOTHING, read);
            case Assessment.CouldNotLook(var unread) ->
                new Advice(Written.NOTHING, couldNotLook(unread, access, obstacle), unread, read.requests());
            case Assessment.OnMedications(var advice) ->
                advice(write(given(medications.of(advice)), call, caller, advice.diagnosis(), now), read);
            case Assessment.Assessed assessed ->
                advice(write(cards(assessed, read, caller, now), call, caller, assessed.diagnosis(), now), read);
        };
    }

    /** Without a medicine being ordered, or RLS being charted, there is nothing to judge, so nothing to read either. */
    private boolean isOpen(Question question, ZonedDateTime now) {
        return switch (question) {
            case Question.OfChart it -> true;
            case Question.OfCharting(var charted) -> workup.isConcerned(charted, now);
            case Question.OfOrders it -> !it.orders().isEmpty();
        };
    }

    private ChartRead read(ChartRequest request, Question question, HookService service, ZonedDateTime now) {
        var isCharting = question instanceof Question.OfCharting;
        var needs = new ChartNeeds(
                service.reads(),
                chart -> isCharting || workup.isConcerned(chart, now) ? service.readsAfterConditions() : Set.of(),
                isCharting,
                chart -> question instanceof Question.OfOrders it
                        ? workup.medicationsToLookUp(it.orders(), chart, now)
                        : workup.medicationsToLookUp(chart, now));
        var read = charts.read(request, needs, now);
        return question instanceof Question.OfCharting(var charted) ? read.withConditionsOf(charted) : read;
    }

    private Assessment assess(Question question, Chart chart, ZonedDateTime now) {
        return switch (question) {
            case Question.OfChart it -> workup.assess(chart, now);
            case Question.OfCharting(var charted) -> workup.assess(chart, charted, now);
            case Question.OfOrders(var orders, var signing) -> workup.assessOrders(chart, orders, signing, now);
        };
    }

    private static Advice advice(Written written, ChartRead read) {
        return new Advice(written, null, read.chart().unread(), read.requests());
    }

    private Written write(List<Card> cards, HookCall call, Caller caller, Diagnosis diagnosis, ZonedDateTime now) {
        return cards.isEmpty()
                ? Written.NOTHING
                : answers.write(cards, particulars(call, diagnosis, now), caller.hooksVersion());
    }

    /** At most three: results, missing tests, medications. */
    private List<Card> cards(Assessment.Assessed assessed, ChartRead read, Caller caller, ZonedDateTime now) {
        var datedOnly = caller.hooksVersion() == HooksVersion.STU3;
        return given(
                results.of(assessed),
                missingTests.of(assessed, read, datedOnly, now),
                medications.of(assessed.advice()));
    }

    @SafeVarargs
    private static List<Card> given(Optional<Card>... cards) {
        var given = new ArrayList<Card>(cards.length);
        for (var card : cards) {
            card.ifPresent(given::add);
        }
        return given;
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
    private static CallProblem couldNotLook(
            Set<Source> unread, @Nullable FhirAccess access, @Nullable Obstacle obstacle) {
        var names = unread.stream().sorted().map(HookCallReader::key).collect(Collectors.joining(", "));
        LOG.warn("Could not read {}", names);
        if (access != null && !access.isAllowed()) {
            return new CallProblem(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "This FHIR server may not be read, and the prefetch does not hold: " + names + ".",
                    "fhirServer");
        }
        if (access != null && obstacle != null) {
            return new CallProblem(
                    HttpStatus.PRECONDITION_FAILED,
                    "incomplete",
                    "The FHIR server was not asked, because " + obstacle.text()
                            + ", and the prefetch does not hold the whole of: " + names + ".",
                    obstacle.field());
        }
        return new CallProblem(
                HttpStatus.PRECONDITION_FAILED,
                "incomplete",
                "Neither the prefetch nor the FHIR server gave the whole of: " + names + ".",
                null);
    }
}
