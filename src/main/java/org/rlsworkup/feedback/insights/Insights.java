package org.rlsworkup.feedback.insights;

import java.util.ArrayList;
import java.util.List;
import org.rlsworkup.feedback.Span;
import org.rlsworkup.feedback.SumsOfSpan;

/** Makes figures of the sums by day. */
final class Insights {
    private Insights() {}

    /** All figures, in the order of the page. */
    static List<Figure> figures(Span span, SumsOfSpan sums) {
        var figures = new ArrayList<>(new CardFigures(span, sums).all());
        figures.addAll(new CallFigures(span, sums).all());
        return figures;
    }
}
