package org.rlsworkup.cards;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rlsworkup.chart.Source;
import org.rlsworkup.knowledge.CardKind;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.rule.Indicator;

/** Makes the card that says that results could not be read, so that nobody takes silence for "all is on file". */
final class UnreadCard {
    private final CardText text;

    UnreadCard(Knowledge knowledge) {
        this.text = new CardText(knowledge);
    }

    Card of(Set<Source> unread, ZonedDateTime now) {
        var names = unread.stream()
                .sorted()
                .map(source -> source.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList();
        return new Card(
                CardKind.UNREAD,
                text.say(Phrase.UNREAD_SUMMARY),
                text.paragraphs()
                        .say(Phrase.UNREAD_DETAIL, CardText.names(names), now.toLocalDate())
                        .add("---")
                        .say(Phrase.FOOTER)
                        .join(),
                Indicator.INFO,
                List.of(),
                unread.stream()
                        .sorted()
                        .map(source -> RuleTrace.of("UNREAD", "source", source.name()))
                        .toList(),
                List.of());
    }
}
