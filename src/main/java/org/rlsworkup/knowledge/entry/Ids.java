package org.rlsworkup.knowledge.entry;

import java.util.Locale;

/** The kinds of things that have ids in the knowledge file. */
public enum Ids {
    NONE,
    ALTERNATIVE,
    ANALYTE,
    CONTEXT,
    DRUG,
    /** Only unique in its list. */
    ENTRY,
    LEVEL,
    MEDICATION_RULE,
    MISCONCEPTION,
    PURPOSE,
    READING,
    RULE,
    SOURCE,
    TEST;

    /** In words, in the singular. */
    public String noun() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
