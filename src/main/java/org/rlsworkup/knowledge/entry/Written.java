package org.rlsworkup.knowledge.entry;

/** A constant that is not written in the knowledge file by its name in lower case with hyphens. */
public interface Written {
    /** As it is written. */
    String written();
}
