package org.rlsworkup.knowledge;

import java.util.Set;

/** A sentence whose words stand in the knowledge file under the name of the constant. */
public sealed interface Sentence permits Phrase, Shortfall, UnclassedReason {
    /** The placeholders it may use. */
    Set<String> placeholders();
}
