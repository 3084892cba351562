package org.rlsworkup.knowledge;

import java.util.List;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What a guideline or trial says, in other words, and what here rests on it. Shown on the page, never on a card. */
public record Recommendation(
        @Key(value = "Who says it.", refersTo = Ids.SOURCE) String source,

        @Key("What it says, in other words.") String says,
        @Key("Its strength, in the words of the source.") String strength,

        @Key("The certainty of the evidence, in the words of the source.")
        String certainty,

        @Key(value = "Tests that rest on it.", optional = true, refersTo = Ids.TEST)
        List<String> tests,

        @Key(value = "Rules that rest on it.", optional = true, refersTo = Ids.RULE)
        List<String> rules,

        @Key(value = "Rules of medicines that rest on it.", optional = true, refersTo = Ids.MEDICATION_RULE)
        List<String> medications,

        @Key("Whether it was not read in the source itself.")
        boolean unverified) {}
