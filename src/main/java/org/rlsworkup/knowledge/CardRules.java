package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Map;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What every card carries, and each kind of card. */
public record CardRules(
        @Key("The source that a card names.") CardSource source,

        @Key("By kind of card, its topic and what a clinician may answer to it.")
        Map<CardKind, KindRules> kinds) {

    /** The source on a card. */
    public record CardSource(
            @Key("Name of the source.") String label,

            @Key(value = "Address of the guideline.", pattern = "https://.*", form = "be an https address")
            String url) {}

    /** One kind of card. */
    public record KindRules(
            @Key("What these cards are about: a client may attach answers to it.")
            Topic topic,

            @Key("What a clinician may answer to such a card.")
            List<OverrideReason> overrideReasons) {}

    /** What the cards of one kind are about. */
    public record Topic(
            @Key("Stable code.") String code,
            @Key("Its name.") String display) {
        /** The code system of the topics. */
        public static final String SYSTEM = "https://rlsworkup.org/CodeSystem/card";
    }

    /** One answer a clinician may choose. */
    public record OverrideReason(
            @Key(value = "Stable code.", id = Ids.ENTRY) String code,
            @Key("As the clinician reads it.") String display) {
        /** The code system of the answers. */
        public static final String SYSTEM = "https://rlsworkup.org/CodeSystem/override-reason";
    }

    /** Cards of this kind. */
    public KindRules of(CardKind kind) {
        var rules = kinds.get(kind);
        if (rules == null) {
            throw new IllegalStateException("the knowledge has no cards of the kind " + kind);
        }
        return rules;
    }

    /** The codes of the answers to cards of this kind; none if the file lacks the kind. */
    public List<String> reasons(CardKind kind) {
        var rules = kinds.get(kind);
        return rules == null
                ? List.of()
                : rules.overrideReasons().stream().map(OverrideReason::code).toList();
    }
}
