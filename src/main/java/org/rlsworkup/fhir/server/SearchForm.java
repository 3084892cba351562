package org.rlsworkup.fhir.server;

/**
 * How a search is worded, so that a server takes it. A weaker form brings as much or more, in other pages or another
 * order, but never less.
 *
 * @param sort whether {@code _sort} is sent
 * @param status whether the list of statuses is sent
 * @param systems whether codes are sent with their systems
 * @param codes which codes are sent
 * @param most largest {@code _count}; 0: none is sent
 */
record SearchForm(boolean sort, boolean status, boolean systems, SentCodes codes, int most) {
    /** The form of prefetch, which is tried first. */
    static final SearchForm USUAL = of(SearchRules.USUAL);

    private static final int FEW = 50;

    /** Which codes are sent with one search. */
    enum SentCodes {
        /** All of them, as a list. */
        LISTED,
        /** None, so that anything coded may come. */
        NONE,
        /** One, so that there is a search for each, for a server that takes no lists. */
        EACH
    }

    static SearchForm of(SearchRules rules) {
        return new SearchForm(
                rules.sort(),
                true,
                rules.codes() == SearchRules.Codes.WITH_SYSTEM,
                SentCodes.LISTED,
                rules.count() == null ? Integer.MAX_VALUE : rules.count());
    }

    /** How many entries of a page are asked for where usually it is this many; 0 if that is not said. */
    int count(int usual) {
        return Math.min(usual, most);
    }

    SearchForm withoutSort() {
        return new SearchForm(false, status, systems, codes, most);
    }

    SearchForm withoutStatus() {
        return new SearchForm(sort, false, systems, codes, most);
    }

    SearchForm withSystems() {
        return new SearchForm(sort, status, true, codes, most);
    }

    SearchForm withCodes(SentCodes other) {
        return new SearchForm(sort, status, systems, other, most);
    }

    /** With nothing but what the search is about. */
    SearchForm plainest() {
        return new SearchForm(false, false, true, SentCodes.LISTED, 0);
    }

    /** With smaller pages or, if they are small, with those of the server. */
    SearchForm withFewer(int usual) {
        return new SearchForm(sort, status, systems, codes, count(usual) > FEW ? FEW : 0);
    }

    /** For the log: what it does without. */
    @Override
    public String toString() {
        return (sort ? "" : "no _sort, ")
                + (status ? "" : "no status, ")
                + (systems ? "codes with systems, " : "")
                + (codes == SentCodes.NONE ? "no codes, " : codes == SentCodes.EACH ? "one search a code, " : "")
                + (most == 0 ? "no _count" : most == Integer.MAX_VALUE ? "usual _count" : "_count " + most);
    }
}
