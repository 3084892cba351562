package org.rlsworkup.knowledge.rule;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the results of one question are read: iron status, vitamin B12, thyroid.
 *
 * @param id stable id
 * @param name what it is about, as a heading
 * @param analytes whose newest values are read
 * @param populations to one of which a patient belongs: the first that fits; empty if the rules hold for everybody
 * @param rules of which the first that holds speaks
 * @param notes that add to what is said and never make a card
 * @param reflexes tests that a result asks for
 * @param incomplete notes for the card of missing tests
 */
public record RuleSet(
        String id,
        String name,
        List<String> analytes,
        List<Population> populations,
        List<Rule> rules,
        List<Note> notes,
        List<Reflex> reflexes,
        List<Note> incomplete) {
    public RuleSet {
        analytes = List.copyOf(analytes);
        populations = List.copyOf(populations);
        rules = List.copyOf(rules);
        notes = List.copyOf(notes);
        reflexes = List.copyOf(reflexes);
        incomplete = List.copyOf(incomplete);
    }

    /** For whom a rule is meant. */
    public record Population(String id, String name, Criterion who) {}

    /**
     * A rule of interpretation.
     *
     * @param id of the specification, {@code IRON-AD-1}
     * @param populations ids; empty if it holds for all
     * @param when it holds
     * @param condition the same as written in the knowledge file, for people
     * @param indicator of the card it makes, or null if it makes none
     * @param warningWhen makes it a warning all the same, or null
     * @param summary a few words for the head of the card
     * @param says what a clinician should know, threshold and its source included
     * @param changes what would change the reading; may be empty
     * @param strength in the words clinicians use
     * @param sources what it rests on, by short names
     */
    public record Rule(
            String id,
            Set<String> populations,
            Criterion when,
            String condition,
            @Nullable Indicator indicator,
            @Nullable Criterion warningWhen,
            String summary,
            String says,
            String changes,
            String strength,
            String sources) {
        public Rule {
            populations = Set.copyOf(populations);
        }
    }

    /**
     * A caveat.
     *
     * @param with ids of the rules with which it is said; empty: with any rule of the set
     */
    public record Note(String id, Set<String> with, Criterion when, String condition, String says) {
        public Note {
            with = Set.copyOf(with);
        }
    }

    /**
     * A test that a result asks for, offered beside it.
     *
     * @param with ids of the rules that ask for it
     * @param oneOf the first of these that is not switched off and whose own condition holds
     * @param says why
     */
    public record Reflex(Set<String> with, Criterion when, String condition, List<Choice> oneOf, String says) {
        public Reflex {
            with = Set.copyOf(with);
            oneOf = List.copyOf(oneOf);
        }
    }

    /**
     * A test to choose.
     *
     * @param when it is the right one, or null if always
     */
    public record Choice(String test, @Nullable Criterion when) {}
}
