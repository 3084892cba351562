package org.rlsworkup.knowledge.entry;

/** The strength of evidence in the words of a card. */
public enum Strength implements Keys.Written {
    GUIDELINE_CONSENSUS("guideline consensus"),
    WEAK_ASSOCIATION("weak association"),
    LOCAL_PRACTICE("local practice");

    private final String words;

    Strength(String words) {
        this.words = words;
    }

    @Override
    public String written() {
        return words;
    }
}
