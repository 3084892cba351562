package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;

/** Writes what stands below the rule of every card: where was looked, what was not read, and who decides. */
final class Footer {
    private static final Set<Source> MEDICINES =
            Set.of(Source.MEDICATION_REQUESTS, Source.MEDICATION_STATEMENTS, Source.MEDICATION_ADMINISTRATIONS);

    private final CardText text;

    Footer(Knowledge knowledge) {
        this.text = new CardText(knowledge);
    }

    /** Of a card on results or tests. */
    String ofResults(DataCoverage coverage, Set<Source> unread, int unnamedMedicines, ZonedDateTime now) {
        var phrase = coverage.datedOnly() && coverage.fromPrefetch()
                ? Phrase.LOOKED_FOR_DATED_RESULTS
                : Phrase.LOOKED_FOR_RESULTS;
        return below(phrase, coverage, unread, coverage.notSearched(), unnamedMedicines, now);
    }

    /** Of a card on medicines. */
    String ofMedicines(DataCoverage coverage, Set<Source> unread, int unnamedMedicines, ZonedDateTime now) {
        var ofMedicines = unread.stream().filter(MEDICINES::contains).collect(Collectors.toSet());
        return below(Phrase.LOOKED, coverage, ofMedicines, Set.of(), unnamedMedicines, now);
    }

    private String below(
            Phrase looked,
            DataCoverage coverage,
            Set<Source> unread,
            Set<NestedResults> notSearched,
            int unnamedMedicines,
            ZonedDateTime now) {
        var notRead = words(Stream.of(
                nameIf(!notSearched.isEmpty(), nested(notSearched)),
                nameIf(unread.contains(Source.ORDERS), Phrase.UNREAD_ORDERS),
                nameIf(unread.stream().anyMatch(MEDICINES::contains), Phrase.UNREAD_MEDICINES),
                nameIf(unread.contains(Source.PROCEDURES), Phrase.UNREAD_PROCEDURES),
                nameIf(unread.contains(Source.ENCOUNTER), Phrase.UNREAD_ENCOUNTER),
                nameIf(!coverage.declinesKnown(), Phrase.UNREAD_ANSWERS)));
        var leftOut = words(Stream.of(
                count(coverage.skipped(), Phrase.SKIPPED),
                count(coverage.foreign(), Phrase.FOREIGN),
                count(unnamedMedicines, Phrase.MEDICATIONS_UNNAMED)));
        return text.sentences()
                .say(looked, text.say(where(coverage)), now.toLocalDate())
                .sayIf(!notRead.isEmpty(), Phrase.NOT_READ, notRead)
                .sayIf(!leftOut.isEmpty(), Phrase.LEFT_OUT, leftOut)
                .say(Phrase.FOOTER)
                .join();
    }

    private static Phrase nested(Set<NestedResults> notSearched) {
        return notSearched.size() > 1
                ? Phrase.UNREAD_NESTED
                : notSearched.contains(NestedResults.COMPONENTS) ? Phrase.UNREAD_COMPONENTS : Phrase.UNREAD_IN_REPORTS;
    }

    private static Phrase where(DataCoverage coverage) {
        return coverage.fromServer()
                ? coverage.fromPrefetch() ? Phrase.LOOKED_IN_BOTH : Phrase.LOOKED_ON_SERVER
                : Phrase.LOOKED_IN_PREFETCH;
    }

    private List<String> nameIf(boolean applies, Phrase name) {
        return applies ? List.of(text.say(name)) : List.of();
    }

    private List<String> count(int count, Phrase phrase) {
        return count > 0 ? List.of(text.say(phrase, count)) : List.of();
    }

    private static String words(Stream<List<String>> names) {
        return names.flatMap(List::stream).collect(Collectors.joining(", "));
    }
}
