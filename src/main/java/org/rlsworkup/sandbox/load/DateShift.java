package org.rlsworkup.sandbox.load;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Moves every date of a resource by whole days, so that a sample keeps its age relative to today.
 *
 * @param days negative into the past
 */
record DateShift(long days) {
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;

    static DateShift between(LocalDate writtenFor, LocalDate today) {
        return new DateShift(today.toEpochDay() - writtenFor.toEpochDay());
    }

    /** Changes the dates of the resource in place, including those of contained resources and extensions. */
    void applyTo(Resource resource) {
        if (days == 0) {
            return;
        }
        for (var date : Sample.elements(resource, BaseDateTimeType.class)) {
            if (date.hasValue()) {
                date.setValueAsString(moved(date.getValueAsString()));
            }
        }
    }

    /** Works on the text, so that precision, time of day, fraction and offset stay as they were written. */
    String moved(String date) {
        var day = earliestDay(date).plusDays(days).toString();
        return date.length() < DAY ? day.substring(0, date.length()) : day + date.substring(DAY);
    }

    /** The first day that a FHIR date, dateTime or instant of any precision can mean, in its own offset. */
    static LocalDate earliestDay(String date) {
        return LocalDate.parse(
                switch (date.length()) {
                    case YEAR -> date + "-01-01";
                    case MONTH -> date + "-01";
                    default -> date.substring(0, DAY);
                });
    }
}
