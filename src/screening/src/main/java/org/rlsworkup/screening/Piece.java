package org.rlsworkup.screening;

import java.io.Serializable;
import java.util.List;

/** What reading a slice yields. */
sealed interface Piece extends Serializable {

    /** A resource as it was exported, and the patient it is about; of a Medication, its own id in place of that. */
    record Line(String about, String json) implements Piece {}

    /** A patient has a medicine that is only referred to. */
    record Product(String patient, String medication) implements Piece {}

    /**
     * A line that cannot be read.
     *
     * @param line from 0, in the slice
     * @param text of the line
     * @param patients whom it names and who have RLS: it may be about any of them
     */
    record SetAside(String path, String type, int slice, long line, String reason, String text, List<String> patients)
            implements Piece {
        public SetAside {
            patients = List.copyOf(patients);
        }
    }

    /**
     * A slice was read.
     *
     * @param lines blank ones included
     * @param resources lines that are not blank
     * @param unattributed resources that do not say whose they are
     * @param complete false if the file is damaged from here on
     */
    record SliceEnd(
            String path, String type, int slice, long lines, long resources, long unattributed, boolean complete)
            implements Piece {}
}
