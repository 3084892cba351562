package org.rlsworkup.knowledge;

import java.util.List;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What is often said about RLS and its tests, and does not hold, or not as it is told. */
public record Misconception(
        @Key(value = "Stable id.", id = true, declares = Ids.MISCONCEPTION)
        String id,

        @Key("What is said.") String claim,
        @Key("What the evidence says.") String evidence,

        @Key(value = "What the evidence rests on.", refersTo = Ids.SOURCE)
        List<String> citations,

        @Key("Whether part of it was not confirmed in a second source.")
        boolean unverified) {}
