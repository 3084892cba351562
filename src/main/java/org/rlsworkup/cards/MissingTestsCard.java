package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.entry.Strength;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.interpretation.Interpretation;
import org.rlsworkup.workup.interpretation.Interpretation.ReflexSuggestion;
import org.rlsworkup.workup.missing.Finding;

/**
 * Makes the card of missing tests: a line a test. Of the chart only dates, counts and known codes are shown, so that
 * nothing in it can bring markup onto the card.
 */
final class MissingTestsCard {
    private static final List<String> KNOWN_STATUS = List.of("provisional", "unconfirmed", "differential");

    private final CardText text;
    private final Footer footer;
    private final ResultsCard results;
    private final ValueFormatter values;
    private final MissingTestsHeadline headline;

    MissingTestsCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.footer = new Footer(knowledge);
        this.results = new ResultsCard(knowledge);
        this.values = new ValueFormatter(knowledge);
        this.headline = new MissingTestsHeadline(knowledge);
    }

    /** The card; empty if nothing is missing. */
    Optional<Card> of(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var offered = new ArrayList<>(assessed.missing());
        offered.addAll(assessed.further());
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        var suggestions = new ArrayList<Card.Suggestion>();
        var trace = new ArrayList<RuleTrace>();
        for (var missing : offered) {
            var test = missing.test();
            suggestions.add(new Card.Suggestion(test.id(), missing.orderable(), missing.recommended()));
            var tier = test.tier() == Tier.CORE ? "core" : "extended";
            trace.add(
                    missing.recheckOn() == null
                            ? RuleTrace.of("MISSING", "test", test.id(), "tier", tier)
                            : RuleTrace.of("RECHECK", "test", test.id()));
        }
        assessed.results().incomplete().forEach(note -> trace.add(RuleTrace.of(note.id())));
        var quiet = quiet(assessed);
        var reflexes = reflexes(assessed, quiet);
        reflexes.forEach(it -> suggestions.add(ResultsCard.suggestion(it)));
        trace.addAll(ResultsCard.trace(quiet, reflexes));
        return Optional.of(new Card(
                CardKind.MISSING_TESTS,
                headline.of(assessed),
                detail(assessed, coverage, now),
                Indicator.INFO,
                suggestions,
                trace,
                List.of()));
    }

    /** What the results say that earns no card, unless the card of results tells it. */
    private static List<Interpretation> quiet(Assessed assessed) {
        return ResultsCard.isEarned(assessed)
                ? List.of()
                : assessed.results().interpretations().stream()
                        .filter(Interpretation::isQuiet)
                        .toList();
    }

    private static List<ReflexSuggestion> reflexes(Assessed assessed, List<Interpretation> quiet) {
        var offered = assessed.further().stream().map(it -> it.test().id()).toList();
        return ResultsCard.reflexes(quiet).stream()
                .filter(it -> !offered.contains(it.test().test().id()))
                .toList();
    }

    private static String labels(Stream<RiskContext> contexts) {
        return contexts.map(RiskContext::label).collect(Collectors.joining(", "));
    }

    String detail(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var further = further(assessed);
        var settled = assessed.findings().stream()
                .flatMap(it -> Stream.ofNullable(settled(it)))
                .collect(Collectors.joining("; "));
        var quiet = quiet(assessed);
        var remarks = text.sentences();
        assessed.results().incomplete().forEach(note -> remarks.add(note.says()));
        remarks.sayIf(assessed.missing().stream().anyMatch(it -> it.recheckOn() != null), Phrase.RECHECK_INTERVAL);
        var named = new HashSet<RiskContext>();
        return text.paragraphs()
                .add(CardText.list(assessed.missing().stream().map(missing -> missing(missing, named))))
                .add(text.sentences()
                        .add(guidelines(assessed.missing()))
                        .sayIf(!further.isEmpty(), Phrase.FURTHER, further)
                        .join())
                .add(new HigherYield(text).of(assessed))
                .add(remarks.join())
                .add(aboutTheChart(assessed))
                .add(results.offered(reflexes(assessed, quiet)))
                .add(ResultsCard.isEarned(assessed) ? null : results.others(assessed, quiet))
                .sayIf(!settled.isEmpty(), Phrase.SETTLED, settled)
                .sayIf(!coverage.anyShown(), Phrase.EXAMINATION)
                .add("---")
                .add(footer.ofResults(
                        coverage, assessed.unread(), assessed.medicines().unnamed(), now))
                .join();
    }

    /** @param named the contexts that earlier lines gave as the reason of a shorter look-back: one is named once */
    private String missing(Finding.Missing missing, Set<RiskContext> named) {
        var test = missing.test();
        var insteadIn = missing.orderedInsteadIn();
        var name = ValueFormatter.capitalised(test.label());
        var recheckOn = missing.recheckOn();
        return text.sentences()
                .add(
                        missing.onFile().isEmpty()
                                ? text.say(Phrase.TEST, name, looked(missing, named))
                                : recheckOn != null
                                        ? text.say(Phrase.TEST_RECHECK, name, recheckOn.label(), onFile(missing))
                                        : text.say(
                                                isOnlyOlder(missing) ? Phrase.TEST_OLDER : Phrase.TEST_ON_FILE,
                                                name,
                                                looked(missing, named),
                                                onFile(missing)))
                .add(missing.why().equals(test.why()) ? null : missing.why())
                .add(declinedBefore(missing))
                .add(
                        insteadIn == null
                                ? null
                                : text.say(
                                        Phrase.ORDER_INSTEAD,
                                        missing.orderable().label(),
                                        insteadIn.label()))
                .join();
    }

    private static boolean isOnlyOlder(Finding.Missing missing) {
        return missing.onFile().stream().allMatch(it -> it.why() == Shortfall.OLDER);
    }

    /** How far back was looked; why no further, unless that is said already or will be by {@link HigherYield}. */
    private String looked(Finding.Missing missing, Set<RiskContext> named) {
        var shorterIn = missing.shorterIn();
        var period = text.period(missing.lookbackDays());
        return shorterIn == null || missing.higherYieldIn().contains(shorterIn) || !named.add(shorterIn)
                ? period
                : text.say(Phrase.LOOKBACK_SHORTER, period, shorterIn.label());
    }

    private @Nullable String declinedBefore(Finding.Missing missing) {
        return missing.declinedBefore() == null ? null : text.say(Phrase.DECLINED_BEFORE, missing.declinedBefore());
    }

    /** What guidelines say, in one clause with its strength: which tests they ask for, and which the history decides. */
    private String guidelines(List<Finding.Missing> missing) {
        var asked = missing.stream()
                .map(Finding.Missing::test)
                .filter(test -> test.strength() == Strength.GUIDELINE_CONSENSUS)
                .map(LabTest::label)
                .toList();
        var others = byStrength(
                missing.stream()
                        .filter(it -> it.test().strength() != Strength.GUIDELINE_CONSENSUS)
                        .toList(),
                it -> it.test().label());
        if (asked.isEmpty()) {
            return others.isEmpty() ? "" : text.say(Phrase.GUIDELINES_SILENT, others);
        }
        return others.isEmpty()
                ? text.say(Phrase.GUIDELINES_ASK, CardText.names(asked))
                : text.say(Phrase.GUIDELINES_ASK_SOME, CardText.names(asked), others);
    }

    /** What would mislead in this patient. */
    private String aboutTheChart(Assessed assessed) {
        var diagnosis = assessed.diagnosis();
        var charted = String.valueOf(diagnosis.verificationStatus());
        var status = KNOWN_STATUS.contains(charted) ? charted : "not confirmed";
        var companions = labels(assessed.contexts().stream().filter(RiskContext::companion));
        var ageUnknown = assessed.findings().stream()
                .filter(finding -> finding.test().tier() == Tier.CORE
                        && finding instanceof Finding.NotSuggested(var test, var exclusion)
                        && exclusion instanceof Finding.Exclusion.BirthDateUnknown)
                .map(finding -> finding.test().label())
                .collect(Collectors.joining(", "));
        return text.sentences()
                .sayIf(!diagnosis.confirmed(), Phrase.POSSIBLE_DIAGNOSIS, status)
                .sayIf(diagnosis.byTextOnly(), Phrase.MATCHED_BY_TEXT)
                .add(
                        ResultsCard.isEarned(assessed)
                                ? null
                                : text.sentences().factors(assessed).join())
                .sayIf(!companions.isEmpty(), Phrase.COMPANIONS, companions)
                .treatments(assessed)
                .add(
                        ResultsCard.isEarned(assessed)
                                ? null
                                : text.sentences()
                                        .quietMedicines(assessed.advice())
                                        .join())
                .sayIf(!ageUnknown.isEmpty(), Phrase.BIRTH_DATE_UNKNOWN, ageUnknown)
                .sayIf(assessed.unread().contains(Source.ORDERS), Phrase.ORDERS_UNREAD)
                .join();
    }

    /** In one line, so that these tests do not crowd out those that every patient with RLS should have. */
    private String further(Assessed assessed) {
        return byStrength(assessed.further(), missing -> {
            var label = missing.test().label();
            return missing.onFile().isEmpty() ? label : text.say(Phrase.FURTHER_ON_FILE, label, onFile(missing));
        });
    }

    private String byStrength(List<Finding.Missing> tests, Function<Finding.Missing, String> named) {
        var byStrength = new LinkedHashMap<Strength, List<String>>();
        tests.forEach(it -> byStrength
                .computeIfAbsent(it.test().strength(), strength -> new ArrayList<>())
                .add(named.apply(it)));
        return byStrength.entrySet().stream()
                .map(it -> text.say(
                        Phrase.TESTS_OF_STRENGTH,
                        CardText.names(it.getValue()),
                        it.getKey().written()))
                .collect(Collectors.joining(", "));
    }

    private String onFile(Finding.Missing missing) {
        return missing.onFile().stream()
                .map(it -> text.say(it.why(), what(missing.test(), it), date(it), it.days())
                        .strip())
                .collect(Collectors.joining("; "));
    }

    /** The value, or the name of what is on file if it is another than that of the line. */
    private String what(LabTest test, Finding.OnFile it) {
        if (it.value() != null) {
            return values.onLineOf(test, it.value());
        }
        // The name of an order is its sender's; anything else is named by the knowledge.
        return it.why() == Shortfall.ORDER_BY_NAME
                ? MarkdownEscaper.escape(it.what())
                : it.what().endsWith(test.label()) ? "" : it.what();
    }

    private static String date(Finding.OnFile it) {
        return it.date() == null ? "without a date" : it.date().written();
    }

    /** Null for a test that needs no word: done, missing, or not for this patient's age or none of the core. */
    private @Nullable String settled(Finding finding) {
        var name = finding.test().label();
        return switch (finding) {
            case Finding.Done done -> null;
            case Finding.Missing missing -> null;
            case Finding.Ordered(var test, var date) ->
                date == null
                        ? text.say(Phrase.SETTLED_ORDERED_WITHOUT_DATE, name)
                        : text.say(Phrase.SETTLED_ORDERED, name, date.written());
            case Finding.Pending(var test, var date) -> text.say(Phrase.SETTLED_PENDING, name, date.written());
            case Finding.DueFrom(var test, var date, var after) ->
                text.say(Phrase.SETTLED_DUE_FROM, name, date, after.label());
            case Finding.NotToBeDone it -> text.say(Phrase.SETTLED_NOT_TO_BE_DONE, name);
            case Finding.DeclinedByClinician(var test, var date) -> text.say(Phrase.SETTLED_DECLINED, name, date);
            case Finding.Unverifiable it -> text.say(Phrase.SETTLED_UNVERIFIABLE, name);
            case Finding.NotSuggested(var test, var exclusion) ->
                test.tier() == Tier.CORE && exclusion instanceof Finding.Exclusion.ByContext(var context)
                        ? text.say(Phrase.SETTLED_OFF, name, context.label())
                        : null;
        };
    }
}
