package org.rlsworkup.knowledge;

import java.util.List;

/** A sentence whose words stand in the knowledge file under the name of the constant. */
public sealed interface Sentence permits Phrase, Shortfall, UnclassedReason {
    /** The placeholders it may use, in the order in which their values are given. */
    List<String> placeholders();
}
