package org.rlsworkup.knowledge;

import java.util.List;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What is often said about RLS and its tests, and does not hold, or not as it is told. */
public record Misconception(
        @Key(value = "Stable id.", id = Ids.MISCONCEPTION) String id,
        @Key("What is said.") String claim,
        @Key("What the evidence says.") String evidence,
        @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations,
        @Key("Whether part of it lacks a second source.") boolean unverified) {}
