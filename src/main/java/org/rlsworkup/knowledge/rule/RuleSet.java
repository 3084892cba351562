package org.rlsworkup.knowledge.rule;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.entry.Grade;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Strength;

/** How the results of one question are read: iron status, vitamin B12, thyroid. */
public record RuleSet(
        @Key(value = "Stable id.", id = Ids.READING) String id,
        @Key("What it is about, as a heading.") String name,

        @Key(value = "Analytes whose newest values are read.", refersTo = Ids.ANALYTE)
        List<String> analytes,

        @Key(
                value = "To one of which a patient belongs, the first that fits; without them, the rules hold for all.",
                optional = true)
        List<Population> populations,

        @Key("Rules of which the first that holds speaks.") List<Rule> rules,

        @Key(value = "What is said instead in some circumstances; the first that holds.", optional = true)
        List<Variant> variants,

        @Key(value = "Sentences that are added in some circumstances.", optional = true)
        List<Clause> clauses,

        @Key(value = "Notes that add to what is said and never make a card.", optional = true)
        List<Note> notes,

        @Key(value = "Follow-up tests.", optional = true) List<Reflex> reflexes,

        @Key(value = "Notes for the card of missing tests.", optional = true)
        List<Note> incomplete) {

    /** For whom a rule is meant. */
    public record Population(
            @Key(value = "Stable id.", id = Ids.ENTRY) String id,
            @Key("In words.") String name,
            @Key("Who belongs to it.") Condition who) {}

    /** A rule of interpretation. */
    public record Rule(
            @Key(value = "Stable id.", id = Ids.RULE) String id,

            @Key(value = "Ids of the populations for which it is meant.", name = "for", optional = true)
            Set<String> populations,

            @Key("When it holds.") Condition when,

            @Key(value = "Indicator of the card it makes: info, warning, or none.", none = true) @Nullable
            Indicator indicator,

            @Key("What makes it a warning.") @Nullable Condition warningWhen,

            @Key("Whether it is the class \"in range\": then nothing is said, and the value counts for longer.")
            boolean inRange,

            @Key("Whether it puts the value into no class: the value is shown, and the rule stands in no trace.")
            boolean notClassed,

            @Key("A few words for the head of the card.") String summary,

            @Key("What the card says of it, in one or two short sentences; the threshold stands with the value.")
            String says,

            @Key(value = "What only the page /knowledge says of it.", optional = true)
            String more,

            @Key(value = "What changes it.", optional = true)
            String changes,

            @Key("How sure the reading is, as on a card.") Strength strength,

            @Key("How sure its link to RLS is, where the reading is not about RLS itself.") @Nullable
            Strength link,

            @Key("Grade of the evidence.") Grade grade,

            @Key("Whether it lacks a second source, or its source was not read in full.")
            boolean unverified,

            @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations) {

        /** This rule in a circumstance. */
        public Rule in(Variant variant) {
            return with(
                    variant.indicator(),
                    null,
                    variant.summary().isEmpty() ? summary : variant.summary(),
                    variant.says().isEmpty() ? says : variant.says());
        }

        /** This rule as a warning. */
        public Rule warning() {
            return with(Indicator.WARNING, null, summary, says);
        }

        private Rule with(@Nullable Indicator other, @Nullable Condition warns, String head, String sentences) {
            return new Rule(
                    id,
                    populations,
                    when,
                    other,
                    warns,
                    inRange,
                    notClassed,
                    head,
                    sentences,
                    more,
                    changes,
                    strength,
                    link,
                    grade,
                    unverified,
                    citations);
        }
    }

    /** What a rule says in a circumstance. */
    public record Variant(
            @Key(value = "Ids of the rules of which it is one.", name = "for")
            Set<String> with,

            @Key("The circumstance.") Condition when,

            @Key(value = "Indicator of the card it makes then: info, warning, or none.", none = true) @Nullable
            Indicator indicator,

            @Key(value = "A few words for the head of the card, if others.", optional = true)
            String summary,

            @Key(value = "What is said then, if something else.", optional = true)
            String says) {}

    /** A sentence that a rule adds in a circumstance. */
    public record Clause(
            @Key(value = "Ids of the rules that add it.", name = "for")
            Set<String> with,

            @Key("The circumstance.") Condition when,
            @Key("The sentence.") String says) {}

    /** A caveat. */
    public record Note(
            @Key(value = "Stable id.", id = Ids.RULE) String id,

            @Key(
                    value = "Ids of the rules with which it is said; without them, with any rule of the set.",
                    name = "for",
                    optional = true)
            Set<String> with,

            @Key("When it is said.") Condition when,
            @Key("What is said.") String says,
            @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations,
            @Key("Whether it lacks a second source.") boolean unverified) {}

    /** A test that a result asks for, offered beside it. */
    public record Reflex(
            @Key(value = "Ids of the rules that ask for it.", name = "for")
            Set<String> with,

            @Key("When it is asked for.") Condition when,

            @Key("The first of these that is not switched off and whose own condition holds.")
            List<Choice> oneOf,

            @Key("Why it is asked for.") String says) {}

    /** A test to choose. */
    public record Choice(
            @Key(value = "Test.", refersTo = Ids.TEST) String test,

            @Key("When it applies; without it, always.") @Nullable
            Condition when) {}
}
