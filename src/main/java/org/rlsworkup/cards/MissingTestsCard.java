package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.rule.Indicator;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;

/**
 * Makes the card of missing tests. Of the chart only dates, counts and known codes are shown, so that nothing in it can
 * bring markup onto the card.
 */
final class MissingTestsCard {
    private static final List<String> KNOWN_STATUS = List.of("provisional", "unconfirmed", "differential");

    /** A sentence for when any of the sources could not be read. */
    private record Unread(Set<Source> sources, Phrase phrase) {}

    private static final List<Unread> UNREAD = List.of(
            new Unread(Set.of(Source.ORDERS), Phrase.ORDERS_UNREAD),
            new Unread(Set.of(Source.MEDICATION_REQUESTS, Source.MEDICATION_STATEMENTS), Phrase.MEDICATIONS_UNREAD),
            new Unread(Set.of(Source.PROCEDURES), Phrase.PROCEDURES_UNREAD),
            new Unread(Set.of(Source.ENCOUNTER), Phrase.ENCOUNTER_UNREAD));

    private final CardText text;
    private final List<String> coreTests;
    private final Map<String, Map<String, String>> about = new HashMap<>();

    MissingTestsCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.coreTests = knowledge.tests(Tier.CORE).stream().map(LabTest::label).toList();
        for (var test : knowledge.tests()) {
            var sentences = new HashMap<String, String>();
            sentences.put(test.why(), about(test, test.why()));
            test.whyIn().values().forEach(why -> sentences.put(why, about(test, why)));
            about.put(test.id(), sentences);
        }
    }

    /** The longest sentence of a card, and always the same for a test and a reason to do it. */
    private String about(LabTest test, String why) {
        var strength = ValueFormatter.capitalised(test.strength().written());
        return text.say(Phrase.TEST, test.name(), why, strength, test.evidence());
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
            trace.add(RuleTrace.of("MISSING", "test", test.id(), "tier", tier));
        }
        assessed.results().incomplete().forEach(note -> trace.add(RuleTrace.of(note.id())));
        return Optional.of(
                new Card(summary(assessed), detail(assessed, coverage, now), Indicator.INFO, suggestions, trace));
    }

    /** Core tests by name, as many as fit; further ones are only counted beside them. */
    String summary(Assessed assessed) {
        var rls = text.rls(assessed.diagnosis());
        var core = labels(assessed.missing());
        var further = labels(assessed.further());
        if (core.isEmpty()) {
            return text.summary(further, tests -> text.say(Phrase.SUMMARY_ONLY_FURTHER, rls, tests));
        }
        return text.summary(core, tests -> {
            var summary = core.size() == 1
                    ? text.say(Phrase.SUMMARY_ONE, rls, tests)
                    : text.say(Phrase.SUMMARY, rls, core.size(), tests);
            return further.isEmpty() ? summary : text.say(Phrase.SUMMARY_FURTHER, summary, further.size());
        });
    }

    private static List<String> labels(List<Finding.Missing> missing) {
        return missing.stream().map(it -> it.test().label()).toList();
    }

    private static String labels(Stream<RiskContext> contexts) {
        return contexts.map(RiskContext::label).collect(Collectors.joining(", "));
    }

    String detail(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var paragraphs = text.paragraphs()
                .add(introduction(assessed))
                .section(
                        text.say(Phrase.HEADING_MISSING),
                        assessed.missing().stream().map(this::missing));
        assessed.results().incomplete().forEach(note -> paragraphs.add(note.says()));
        var further = assessed.further().stream().map(missing -> further(missing, assessed.contexts()));
        var settled = assessed.findings().stream().flatMap(it -> Stream.ofNullable(settled(it)));
        return paragraphs
                .section(text.say(Phrase.HEADING_FURTHER), further)
                .section(text.say(Phrase.HEADING_SETTLED), settled)
                .add("---")
                .add(limitations(assessed, coverage, now))
                .join();
    }

    private String introduction(Assessed assessed) {
        var diagnosis = assessed.diagnosis();
        var charted = String.valueOf(diagnosis.verificationStatus());
        var status = KNOWN_STATUS.contains(charted) ? charted : "not confirmed";
        var companions = labels(assessed.contexts().stream().filter(RiskContext::companion));
        var sentences = text.sentences()
                .say(Phrase.INTRODUCTION)
                .sayIf(!diagnosis.confirmed(), Phrase.POSSIBLE_DIAGNOSIS, status)
                .sayIf(diagnosis.byTextOnly(), Phrase.MATCHED_BY_TEXT)
                .sayIf(!companions.isEmpty(), Phrase.COMPANIONS, companions);
        return sentences.treatments(assessed).join();
    }

    private String missing(Finding.Missing missing) {
        var test = missing.test();
        var higherYield = labels(missing.higherYieldIn().stream());
        var days = missing.lookbackDays();
        var shorterIn = missing.shorterIn();
        var insteadIn = missing.orderedInsteadIn();
        var order = missing.orderable().name();
        return text.sentences()
                .add(about.getOrDefault(test.id(), Map.of()).getOrDefault(missing.why(), test.name()))
                .sayIf(!higherYield.isEmpty(), Phrase.HIGHER_YIELD, higherYield)
                .add(
                        shorterIn == null
                                ? text.say(Phrase.LOOKBACK, days)
                                : text.say(Phrase.LOOKBACK_SHORTER, days, shorterIn.label()))
                .add(missing.onFile().isEmpty() ? text.say(Phrase.NOTHING_FOUND) : onFile(missing))
                .add(insteadIn == null ? null : text.say(Phrase.ORDER_INSTEAD, order, insteadIn.label()))
                .join();
    }

    /** One line, so that these tests do not crowd out those that every patient with RLS should have. */
    private String further(Finding.Missing missing, List<RiskContext> contexts) {
        var test = missing.test();
        var reasons = labels(contexts.stream().filter(context -> test.onIn().contains(context.id())));
        return text.sentences()
                .say(Phrase.FURTHER_TEST, test.name(), test.strength().written(), missing.why())
                .sayIf(!reasons.isEmpty(), Phrase.FURTHER_IN, reasons)
                .add(missing.onFile().isEmpty() ? null : onFile(missing))
                .join();
    }

    private String onFile(Finding.Missing missing) {
        var what = missing.onFile().stream()
                .map(it -> text.say(
                        it.why(),
                        named(it),
                        it.date() == null ? "without a date" : it.date().written(),
                        it.days()))
                .collect(Collectors.joining("; "));
        return text.say(Phrase.ON_FILE, what);
    }

    /** The name of an order is its sender's; anything else is named by the knowledge. */
    private static String named(Finding.OnFile it) {
        return it.why() == Shortfall.ORDER_BY_NAME ? MarkdownEscaper.escape(it.what()) : it.what();
    }

    /** What was searched and where, and what could not be checked. */
    private String limitations(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var ageUnknown = assessed.findings().stream()
                .filter(finding -> finding.test().tier() == Tier.CORE
                        && finding instanceof Finding.NotSuggested(var test, var exclusion)
                        && exclusion instanceof Finding.Exclusion.BirthDateUnknown)
                .map(finding -> finding.test().label())
                .collect(Collectors.joining(", "));
        var sentences = text.sentences().sayIf(!ageUnknown.isEmpty(), Phrase.BIRTH_DATE_UNKNOWN, ageUnknown);
        for (var it : UNREAD) {
            sentences.sayIf(it.sources().stream().anyMatch(assessed.unread()::contains), it.phrase());
        }
        return sentences
                .sayIf(!coverage.declinesKnown(), Phrase.DECLINES_UNREAD)
                .sayCount(Phrase.MEDICATIONS_UNNAMED, assessed.medicines().unnamed())
                .add(searched(assessed, coverage, now))
                .say(Phrase.NOT_SEEN)
                .sayIf(coverage.datedOnly() && coverage.fromPrefetch(), Phrase.NOT_ASKED_FOR)
                .sayCount(Phrase.SKIPPED, coverage.skipped())
                .sayCount(Phrase.FOREIGN, coverage.foreign())
                .say(Phrase.FOOTER)
                .join();
    }

    private String searched(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
        var extended = assessed.findings().stream()
                .filter(finding -> finding.test().tier() != Tier.CORE && !(finding instanceof Finding.NotSuggested))
                .map(finding -> finding.test().label());
        var tests = Stream.concat(coreTests.stream(), extended).collect(Collectors.joining(", "));
        var where = coverage.fromServer()
                ? coverage.fromPrefetch() ? Phrase.LOOKED_IN_BOTH : Phrase.LOOKED_ON_SERVER
                : Phrase.LOOKED_IN_PREFETCH;
        return text.say(Phrase.LOOKED_FOR, tests, text.say(where), now.toLocalDate());
    }

    /** Null for a test that needs no line: done, missing, or not for this patient's age or none of the core. */
    private @Nullable String settled(Finding finding) {
        var name = finding.test().name();
        return switch (finding) {
            case Finding.Done done -> null;
            case Finding.Missing missing -> null;
            case Finding.Ordered(var test, var date) ->
                date == null
                        ? text.say(Phrase.SETTLED_ORDERED_WITHOUT_DATE, name)
                        : text.say(Phrase.SETTLED_ORDERED, name, date.written());
            case Finding.Pending(var test, var date) -> text.say(Phrase.SETTLED_PENDING, name, date.written());
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
