package org.rlsworkup.knowledge.load;

import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/**
 * What a key demands of its value, or of the items of its list.
 *
 * @param otherwise what stands for it where it is absent, or empty
 * @param fewestItems that a list must have
 * @param least number
 * @param most number
 * @param pattern of each text, or empty
 * @param form the pattern in words, or empty
 */
record Rules(
        boolean optional,
        String otherwise,
        int fewestItems,
        int least,
        int most,
        String pattern,
        String form,
        boolean mayBeEmpty,
        boolean none,
        boolean anyCheckDigit,
        Ids declares,
        Ids refersTo,
        Ids valuesReferTo) {
    static Rules of(Key key) {
        return new Rules(
                key.optional() || !key.otherwise().isEmpty(),
                key.otherwise(),
                key.optional() ? key.least() : key.mayBeEmpty() ? 0 : 1,
                key.least(),
                key.most(),
                key.pattern(),
                key.form(),
                key.mayBeEmpty(),
                key.none(),
                key.anyCheckDigit(),
                key.declares(),
                key.refersTo(),
                key.valuesReferTo());
    }

    /** Of an item of a list: a list in it is not empty. */
    Rules ofItem() {
        return new Rules(
                false,
                "",
                1,
                least,
                most,
                pattern,
                form,
                false,
                none,
                anyCheckDigit,
                declares,
                refersTo,
                valuesReferTo);
    }

    /** Of a value of a map, whose keys the ids are. */
    Rules ofValue() {
        return new Rules(
                false,
                "",
                1,
                least,
                most,
                pattern,
                form,
                mayBeEmpty,
                none,
                anyCheckDigit,
                Ids.NONE,
                valuesReferTo,
                Ids.NONE);
    }
}
