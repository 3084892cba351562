package org.rlsworkup.screening;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.rlsworkup.chart.Source;
import org.rlsworkup.screening.report.PatientRow;
import org.rlsworkup.screening.report.ReportPage.Reading;

/**
 * An export that was screened.
 *
 * @param rows one for each patient with RLS, in the order of their names in the output
 * @param setAside the lines that could not be read, by file and line
 * @param unread why a source is not here to its end for anybody
 * @param records lines that were read, blank ones left out
 * @param unattributed resources that do not say whose they are, and so are in no chart
 */
record Screened(
        JavaRDD<PatientRow> rows,
        JavaRDD<AsideLine> setAside,
        long setAsideCount,
        Map<Source, String> unread,
        long records,
        long unattributed) {

    /**
     * A line that was set aside.
     *
     * @param line from 1, in the file
     */
    record AsideLine(String file, long line, String reason, String text) implements Serializable {}

    Screened {
        unread = Map.copyOf(unread);
    }

    /** Why sources are unread, sorted. */
    List<String> reasons() {
        return unread.values().stream().sorted().distinct().toList();
    }

    Reading reading() {
        return new Reading(records, setAsideCount, unattributed, reasons());
    }
}
