package org.rlsworkup.knowledge;

import java.util.List;
import org.rlsworkup.knowledge.entry.Grade;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/** What the diagnosis of RLS itself rests on, beside any laboratory test; shown on the page {@code /knowledge}. */
public record DiagnosticClue(
        @Key(value = "Stable id.", id = Ids.ENTRY) String id,
        @Key("What is asked or looked for.") String label,
        @Key("What it tells.") String says,
        @Key("Grade of the evidence.") Grade grade,

        @Key(value = "Sources.", refersTo = Ids.SOURCE) List<String> citations) {}
