package org.rlsworkup.feedback.insights;

import java.util.ArrayList;
import java.util.List;
import org.rlsworkup.feedback.PeriodTotals;
import org.rlsworkup.feedback.ReportingPeriod;

/** Makes figures of the sums by day. */
final class Insights {
    private Insights() {}

    /** All figures, in the order of the page. */
    static List<InsightsChart> figures(ReportingPeriod span, PeriodTotals sums) {
        var figures = new ArrayList<>(new CardInsights(span, sums).all());
        figures.addAll(new CallInsights(span, sums).all());
        return figures;
    }
}
