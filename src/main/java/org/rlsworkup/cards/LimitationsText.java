package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.Tier;
import org.rlsworkup.workup.Assessment.Assessed;
import org.rlsworkup.workup.missing.Finding;

/** The end of the card of missing tests: what was searched and where, and what could not be checked. */
final class LimitationsText {
    /** A sentence for when any of the sources could not be read. */
    private record Unread(Set<Source> sources, Phrase phrase) {}

    private static final List<Unread> UNREAD = List.of(
            new Unread(Set.of(Source.ORDERS), Phrase.ORDERS_UNREAD),
            new Unread(Set.of(Source.MEDICATION_REQUESTS, Source.MEDICATION_STATEMENTS), Phrase.MEDICATIONS_UNREAD),
            new Unread(Set.of(Source.PROCEDURES), Phrase.PROCEDURES_UNREAD),
            new Unread(Set.of(Source.ENCOUNTER), Phrase.ENCOUNTER_UNREAD));

    private final CardText text;
    private final List<String> coreTests;

    LimitationsText(Knowledge knowledge) {
        this.text = new CardText(knowledge);
        this.coreTests = knowledge.tests(Tier.CORE).stream().map(LabTest::label).toList();
    }

    String of(Assessed assessed, DataCoverage coverage, ZonedDateTime now) {
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
}
