package org.rlsworkup.knowledge;

import java.util.List;

/** Why a value on file is in no class. The words for each stand in the knowledge file under {@code unclassed}. */
public enum UnclassedReason implements Sentence {
    /** Its range of values lies on both sides of a cut-off. */
    SPAN,
    /** Its unit contradicts its code. */
    UNIT_MISMATCH,
    /** No laboratory reports such a value. */
    IMPLAUSIBLE,
    /** A number without a unit. */
    NO_UNIT,
    /** The reported value and the one calculated from the same specimen are in different classes. */
    DISAGREE,
    /** The value exists and is kept from us. */
    WITHHELD,
    /** There is no class for this kind of result. */
    NOT_CLASSED,
    /** The value is no number. */
    NO_NUMBER,
    /** Its class depends on age, and the birth date is not recorded. */
    AGE_UNKNOWN,
    /** Its number or unit can be read in two ways. */
    AMBIGUOUS,
    /** A {@code modifierExtension} may change what it means, or a {@code dataAbsentReason} denies it. */
    MODIFIED,
    /** Its sender names a property of the specimen by which it cannot be read. */
    SPECIMEN;

    @Override
    public List<String> placeholders() {
        return List.of("name", "date", "value");
    }
}
