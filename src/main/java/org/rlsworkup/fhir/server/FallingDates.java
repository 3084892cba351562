package org.rlsworkup.fhir.server;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.DiagnosticReport;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.value.PartialDate;

/** The dates of results as they come in: whether the server sorts them, newest first, and how far back it has come. */
final class FallingDates {
    private boolean falling = true;
    private @Nullable LocalDateTime newest;
    private @Nullable LocalDateTime oldest;

    /** Takes the next entry; one that is no result has no say. */
    void add(Resource resource) {
        switch (resource) {
            case Observation observation -> add(observation.effective());
            case DiagnosticReport report -> add(report.effective());
            default -> {
                // Not sorted by date.
            }
        }
    }

    /**
     * Trusts the order only while every date is written to the day and none is later than any before it. As a server
     * sorts by instants, local times of different offsets may be out of order by more than a day.
     */
    private void add(@Nullable PartialDate date) {
        if (date == null || !date.hasDay()) {
            falling = false;
            return;
        }
        var moment = date.earliest();
        newest = newest == null ? moment : newest;
        falling &= oldest == null || !moment.minusDays(Queries.SLACK_DAYS).isAfter(oldest);
        oldest = oldest == null || moment.isBefore(oldest) ? moment : oldest;
    }

    /**
     * Whether all that follows is older. A server that ignores the sort order may begin with one old result: only dates
     * seen to fall prove the order.
     */
    boolean fall() {
        return falling
                && newest != null
                && oldest != null
                && oldest.plusDays(Queries.SLACK_DAYS).isBefore(newest);
    }

    /** That before which all is that follows, where dates {@link #fall}; as far as zones allow to tell. */
    LocalDateTime before() {
        return oldest == null ? LocalDateTime.MAX : oldest.plusDays(Queries.SLACK_DAYS);
    }

    /** Whether all that follows is from before this moment. */
    boolean reached(LocalDateTime moment) {
        return fall() && oldest != null && oldest.isBefore(moment);
    }
}
