package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Says at the end of the card of missing tests what was looked for and where, and what could not be checked. */
final class LimitationsText {
    /** What could not be checked, and what follows from it. */
    private record Unread(Set<Source> sources, Phrase phrase) {}

    private static final List<Unread> UNREAD = List.of(
            new Unread(Set.of(Source.ORDERS), Phrase.ORDERS_UNREAD),
            new Unread(Set.of(Source.MEDICATION_REQUESTS, Source.MEDICATION_STATEMENTS), Phrase.MEDICATIONS_UNREAD),
            new Unread(Set.of(Source.PROCEDURES), Phrase.PROCEDURES_UNREAD),
            new Unread(Set.of(Source.ENCOUNTER), Phrase.ENCOUNTER_UNREAD));

    private final Knowledge knowledge;
    private final List<String> coreTests;

    LimitationsText(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.coreTests = knowledge.tests(Tier.CORE).stream().map(LabTest::label).toList();
    }

    String of(Assessed assessed, DataCoverage basis, ZonedDateTime now) {
        var sentences = new ArrayList<String>();
        var ageUnknown = assessed.findings().stream()
                .filter(finding -> finding.test().offer().tier() == Tier.CORE
                        && finding instanceof Finding.NotSuggested off
                        && off.exclusion() instanceof Finding.Exclusion.BirthDateUnknown)
                .map(finding -> finding.test().label())
                .collect(Collectors.joining(", "));
        if (!ageUnknown.isEmpty()) {
            sentences.add(say(Phrase.BIRTH_DATE_UNKNOWN, Map.of("names", ageUnknown)));
        }
        UNREAD.stream()
                .filter(it -> it.sources().stream().anyMatch(assessed.unread()::contains))
                .forEach(it -> sentences.add(say(it.phrase())));
        if (!basis.declinesKnown()) {
            sentences.add(say(Phrase.DECLINES_UNREAD));
        }
        if (assessed.medicines().unnamed() > 0) {
            sentences.add(say(
                    Phrase.MEDICATIONS_UNNAMED,
                    Map.of("count", "" + assessed.medicines().unnamed())));
        }
        var where = basis.fromServer()
                ? basis.fromPrefetch() ? Phrase.LOOKED_IN_BOTH : Phrase.LOOKED_ON_SERVER
                : Phrase.LOOKED_IN_PREFETCH;
        sentences.add(say(
                Phrase.LOOKED_FOR,
                Map.of(
                        "tests",
                        lookedFor(assessed),
                        "where",
                        say(where),
                        "date",
                        now.toLocalDate().toString())));
        sentences.add(say(Phrase.NOT_SEEN));
        if (basis.datedOnly() && basis.fromPrefetch()) {
            sentences.add(say(Phrase.NOT_ASKED_FOR));
        }
        if (basis.skipped() > 0) {
            sentences.add(say(Phrase.SKIPPED, Map.of("count", "" + basis.skipped())));
        }
        if (basis.foreign() > 0) {
            sentences.add(say(Phrase.FOREIGN, Map.of("count", "" + basis.foreign())));
        }
        sentences.add(say(Phrase.FOOTER));
        return String.join(" ", sentences);
    }

    private String lookedFor(Assessed assessed) {
        var extended = assessed.findings().stream()
                .filter(finding ->
                        finding.test().offer().tier() != Tier.CORE && !(finding instanceof Finding.NotSuggested))
                .map(finding -> finding.test().label());
        return Stream.concat(coreTests.stream(), extended).collect(Collectors.joining(", "));
    }

    private String say(Phrase phrase, Map<String, String> values) {
        return knowledge.say(phrase, values);
    }

    private String say(Phrase phrase) {
        return knowledge.say(phrase);
    }
}
