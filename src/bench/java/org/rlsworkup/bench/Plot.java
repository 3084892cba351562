package org.rlsworkup.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Line charts beside each other, as SVG. */
final class Plot {
    private static final int WIDTH = 330;
    private static final int HEIGHT = 260;
    private static final int LEFT = 52;
    private static final int RIGHT = 34;
    private static final int TOP = 34;
    private static final int BOTTOM = 44;
    private static final int MOST_STEPS = 5;
    private static final List<String> COLOURS = List.of("#1d4ed8", "#b45309", "#047857");

    private Plot() {}

    /** A point. */
    record Point(double x, double y) {}

    /** A line, whose name stands at its end. */
    record Line(String name, List<Point> points) {}

    /**
     * A chart.
     *
     * @param across what its horizontal axis shows
     * @param isLogarithmic both axes
     */
    record Panel(String title, String across, boolean isLogarithmic, List<Line> lines) {
        private Axis axis(DoubleUnaryOperator place, boolean isAcross) {
            var values = lines.stream()
                    .flatMap(line -> line.points().stream())
                    .mapToDouble(point -> isAcross ? point.x() : point.y())
                    .summaryStatistics();
            return Axis.over(values.getMin(), values.getMax(), isLogarithmic, place);
        }
    }

    /**
     * An axis.
     *
     * @param ticks values that are written beside it, from its beginning to its end
     * @param place of a share of its length
     */
    private record Axis(List<Double> ticks, boolean isLogarithmic, DoubleUnaryOperator place) {
        static Axis over(double least, double most, boolean isLogarithmic, DoubleUnaryOperator place) {
            var ticks = new ArrayList<Double>();
            if (isLogarithmic) {
                for (var exponent = Math.floor(Math.log10(least)); ; exponent++) {
                    ticks.add(Math.pow(10, exponent));
                    if (ticks.getLast() >= most) {
                        return new Axis(ticks, true, place);
                    }
                }
            }
            var unit = Math.pow(10, Math.floor(Math.log10(most)));
            var step = IntStream.of(1, 2, 5, 10)
                    .mapToDouble(it -> it * unit / 10)
                    .filter(it -> most / it <= MOST_STEPS)
                    .findFirst()
                    .orElse(2 * unit);
            for (var tick = 0; ticks.isEmpty() || ticks.getLast() < most; tick++) {
                ticks.add(tick * step);
            }
            return new Axis(ticks, false, place);
        }

        double at(double value) {
            var from = scaled(ticks.getFirst());
            return place.applyAsDouble((scaled(value) - from) / (scaled(ticks.getLast()) - from));
        }

        private double scaled(double value) {
            return isLogarithmic ? Math.log10(value) : value;
        }
    }

    static String svg(List<Panel> panels) {
        var width = panels.size() * WIDTH;
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
            font-family="system-ui, sans-serif" font-size="11" fill="#374151">
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            %3$s</svg>
            """.formatted(
                        width,
                        HEIGHT,
                        IntStream.range(0, panels.size())
                                .mapToObj(i -> "<g transform=\"translate(%d 0)\">\n%s</g>\n"
                                        .formatted(i * WIDTH, svg(panels.get(i))))
                                .collect(Collectors.joining()));
    }

    private static String svg(Panel panel) {
        var right = WIDTH - RIGHT;
        var floor = HEIGHT - BOTTOM;
        var across = panel.axis(share -> LEFT + share * (right - LEFT), true);
        var up = panel.axis(share -> floor - share * (floor - TOP), false);
        var svg = new StringBuilder()
                .append(text(LEFT, TOP - 16, "start", "font-size=\"13\" fill=\"#111827\"", panel.title()))
                .append(text((LEFT + right) / 2.0, HEIGHT - 10, "middle", "", panel.across()));
        for (var tick : up.ticks()) {
            var y = up.at(tick);
            svg.append("<path d=\"M%d %.1fH%d\" stroke=\"#e5e7eb\"/>\n".formatted(LEFT, y, right))
                    .append(text(LEFT - 6, y + 4, "end", "", written(tick)));
        }
        for (var tick : across.ticks()) {
            svg.append(text(across.at(tick), floor + 16, "middle", "", written(tick)));
        }
        for (var i = 0; i < panel.lines().size(); i++) {
            var line = panel.lines().get(i);
            var colour = COLOURS.get(i % COLOURS.size());
            var last = line.points().getLast();
            svg.append("<path d=\"M%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                            .formatted(
                                    line.points().stream()
                                            .map(it -> "%.1f %.1f".formatted(across.at(it.x()), up.at(it.y())))
                                            .collect(Collectors.joining("L")),
                                    colour))
                    .append(text(
                            across.at(last.x()) + 4,
                            up.at(last.y()) + 4,
                            "start",
                            "fill=\"" + colour + "\"",
                            line.name()));
        }
        return svg.toString();
    }

    private static String text(double x, double y, String anchor, String style, String text) {
        return "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>\n".formatted(x, y, anchor, style, text);
    }

    private static String written(double tick) {
        return tick >= 1 || tick == 0 ? "%,.0f".formatted(tick) : String.valueOf(tick);
    }
}
