package org.rlsworkup.knowledge.load;

import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;

/**
 * What a key demands of its value, or of the items of its list.
 *
 * @param key as it is declared
 * @param fewestItems that a list must have
 */
record Rules(Key key, boolean optional, int fewestItems, boolean mayBeEmpty, Ids id, Ids refersTo, Ids valuesReferTo) {
    static Rules of(Key key) {
        return new Rules(
                key,
                key.optional() || !key.otherwise().isEmpty(),
                key.optional() ? key.least() : key.mayBeEmpty() ? 0 : 1,
                key.mayBeEmpty(),
                key.id(),
                key.refersTo(),
                key.valuesReferTo());
    }

    /** Of an item of a list: a list in it is not empty. */
    Rules ofItem() {
        return new Rules(key, false, 1, false, id, refersTo, valuesReferTo);
    }

    /** Of a value of a map, whose keys the ids are. */
    Rules ofValue() {
        return new Rules(key, false, 1, mayBeEmpty, Ids.NONE, valuesReferTo, Ids.NONE);
    }
}
