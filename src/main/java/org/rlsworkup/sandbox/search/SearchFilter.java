package org.rlsworkup.sandbox.search;

/** One criterion of a search; criteria are joined by and, the values inside one by or. */
sealed interface SearchFilter permits TokenFilter, ReferenceFilter, DateFilter {
    SearchParameter parameter();

    boolean matches(SearchValue value);

    default boolean matches(Stored stored) {
        return stored.values(parameter()).stream().anyMatch(this::matches);
    }
}
