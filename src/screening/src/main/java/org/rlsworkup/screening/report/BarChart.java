package org.rlsworkup.screening.report;

import java.util.List;
import java.util.Map;
import org.rlsworkup.screening.report.Summary.Count;

/** Horizontal bars as an SVG image within a page, with their names and counts as text. */
final class BarChart {
    private static final int NAMES = 170;
    private static final int BARS = 420;
    private static final int COUNTS = 90;
    private static final int STEP = 28;

    private BarChart() {}

    /** One bar for each name; a hidden count has a dashed outline in place of a bar. */
    static String of(String title, List<Map.Entry<String, Count>> bars) {
        var most = bars.stream()
                .mapToLong(bar ->
                        bar.getValue().value() == null ? 0 : bar.getValue().value())
                .max()
                .orElse(0);
        var height = STEP * (bars.size() + 1);
        var svg = new StringBuilder();
        svg.append("<svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">%n"
                .formatted(NAMES + BARS + COUNTS, height, NAMES + BARS + COUNTS, height));
        svg.append("<title>").append(ReportPage.escaped(title)).append("</title>\n");
        svg.append("<text x=\"0\" y=\"16\" font-weight=\"600\">")
                .append(ReportPage.escaped(title))
                .append("</text>\n");
        for (var i = 0; i < bars.size(); i++) {
            var y = STEP * (i + 1);
            var count = bars.get(i).getValue().value();
            var width = count == null ? STEP : most == 0 ? 0 : BARS * count / most;
            svg.append("<text x=\"0\" y=\"%d\">%s</text>%n"
                    .formatted(y + 15, ReportPage.escaped(bars.get(i).getKey())));
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" %s/>%n"
                    .formatted(
                            NAMES,
                            y + 1,
                            width,
                            count == null
                                    ? "fill=\"none\" stroke=\"#57606a\" stroke-dasharray=\"3 3\""
                                    : "fill=\"#2f6db3\""));
            svg.append("<text x=\"%d\" y=\"%d\">%s</text>%n"
                    .formatted(NAMES + width + 8, y + 15, bars.get(i).getValue().text()));
        }
        return svg.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
    }
}
