package org.rlsworkup.knowledge.entry;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Declares a key of the knowledge file or of a site file: its name is that of the record component, its form follows
 * from the component's type. The loader, the JSON Schemas and the JSON form of the knowledge all read this declaration.
 *
 * <p>A key is required unless it is a flag, {@code @Nullable}, {@link #optional} or has a default ({@link #otherwise}).
 * A component without this annotation is in no file: the constructor of the record computes it.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface Key {
    /** What it means, in one sentence: editors show it. */
    String value();

    /** Its name in the file, where Java reserves the word. */
    String name() default "";

    /** Whether it may be absent: an empty text, list or map, or 0, then stands for it. */
    boolean optional() default false;

    /** What stands for it where it is absent, as it would be written. */
    String otherwise() default "";

    /** The least number, or the least number of items. */
    int least() default 0;

    /** The greatest number. */
    int most() default Integer.MAX_VALUE;

    /** A regular expression that each text must match. */
    String pattern() default "";

    /** What that expression asks for, to follow "must": {@code begin with https://}. */
    String form() default "";

    /** Whether the text {@code none} must be written for null. */
    boolean none() default false;

    /** Whether the text, or the texts of a map, may be empty. */
    boolean mayBeEmpty() default false;

    /** Whether a LOINC code may have a wrong check digit. */
    boolean anyCheckDigit() default false;

    /** What kind of thing the text, or each key of the map, gives an id to; an entry of a list is known by it. */
    Ids id() default Ids.NONE;

    /** What kind of thing the text, each text of the list, or each key of the map, is an id of. */
    Ids refersTo() default Ids.NONE;

    /** The same, of the texts in the lists that are the values of a map. */
    Ids valuesReferTo() default Ids.NONE;

    /** Whether it is in no file but is set by the loader, and shown with the rest. */
    boolean derived() default false;

    /** A text in lower case. */
    String LOWER_CASE = "[^\\p{Lu}]+";
}
