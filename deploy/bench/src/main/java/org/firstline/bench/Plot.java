package org.firstline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A picture of numbers as SVG, readable in a browser and on a code host's page. Written by hand because the plotting
 * libraries there are for Java either need the machine's fonts or come under the LGPL.
 *
 * @param title above it
 * @param x what runs to the right, with its unit
 * @param y what runs upwards, with its unit
 * @param logarithmic whether x counts in powers of ten; points at or below zero are left out then
 * @param series one line each
 */
record Plot(String title, String x, String y, boolean logarithmic, List<Series> series) {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 170;
    private static final int TOP = 40;
    private static final int BOTTOM = 55;
    private static final int MOST_TICKS = 6;
    private static final List<String> COLOURS =
            List.of("#0b6fa4", "#c4501b", "#2e7d32", "#7b3fa0", "#b8860b", "#555555", "#c2185b");

    /** A line. */
    record Series(String name, List<Point> points) {}

    /** A place on a line. */
    record Point(double x, double y) {}

    /** How many of all came within which time: for each time in ms, the share of those that took no longer, in per cent. */
    static Series within(String name, Histogram us) {
        List<Point> points = new ArrayList<>();
        for (HistogramIterationValue value : us.percentiles(5)) {
            points.add(new Point(value.getValueIteratedTo() / 1_000.0, value.getPercentileLevelIteratedTo()));
        }
        return new Series(name, points);
    }

    /** Counts of one second after another. */
    static Series perSecond(String name, List<Integer> counts) {
        List<Point> points = new ArrayList<>();
        for (int second = 0; second < counts.size(); second++) {
            points.add(new Point(second, counts.get(second)));
        }
        return new Series(name, points);
    }

    /** What the picture shows, for who reads the report as text. */
    String says() {
        return title + ". Upwards: " + inWords(y) + "; to the right: " + inWords(x) + "; lines: "
                + series.stream().map(Series::name).collect(Collectors.joining(", "));
    }

    private static String inWords(String axis) {
        return switch (axis) {
            case "%" -> "% that took no longer";
            case "ms", "s" -> "time in " + axis;
            default -> axis;
        };
    }

    /** The picture; with nothing to show, the empty axes. */
    String svg() {
        List<Series> shown = series.stream()
                .map(one -> new Series(
                        one.name(),
                        one.points().stream()
                                .filter(point -> !logarithmic || point.x() > 0)
                                .map(point -> new Point(scaled(point.x()), point.y()))
                                .toList()))
                .toList();
        List<Point> all = shown.stream().flatMap(one -> one.points().stream()).toList();
        double fromX = logarithmic
                ? Math.floor(all.stream().mapToDouble(Point::x).min().orElse(0))
                : 0;
        double toX =
                Math.max(fromX + 1, all.stream().mapToDouble(Point::x).max().orElse(1));
        double stepX = logarithmic ? 1 : step(toX - fromX);
        double stepY = step(Math.max(1, all.stream().mapToDouble(Point::y).max().orElse(1)));
        toX = Math.ceil(toX / stepX) * stepX;
        double toY =
                Math.ceil(Math.max(1, all.stream().mapToDouble(Point::y).max().orElse(1)) / stepY) * stepY;
        Frame frame = new Frame(fromX, toX, toY);

        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        text(svg, LEFT, TOP - 24, "start", title);
        for (double tick = fromX; tick <= toX + stepX / 2; tick += stepX) {
            line(svg, frame.x(tick), frame.y(0), frame.x(tick), frame.y(toY));
            text(svg, frame.x(tick), HEIGHT - BOTTOM + 18, "middle", number(logarithmic ? Math.pow(10, tick) : tick));
        }
        for (double tick = 0; tick <= toY + stepY / 2; tick += stepY) {
            line(svg, frame.x(fromX), frame.y(tick), frame.x(toX), frame.y(tick));
            text(svg, LEFT - 8, frame.y(tick) + 4, "end", number(tick));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", x);
        text(svg, LEFT - 8, TOP - 10, "end", y);
        for (int i = 0; i < shown.size(); i++) {
            draw(svg, frame, shown.get(i), COLOURS.get(i % COLOURS.size()), TOP + 14 + 18 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private double scaled(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    private static void draw(StringBuilder svg, Frame frame, Series one, String colour, int legendY) {
        svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (Point point : one.points()) {
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", frame.x(point.x()), frame.y(point.y())));
        }
        svg.append("\"/>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>%n",
                WIDTH - RIGHT + 14,
                legendY - 5,
                colour));
        text(svg, WIDTH - RIGHT + 32, legendY, "start", one.name());
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, safe));
    }

    /** 1, 2 or 5 times a power of ten, so that there are few ticks. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / MOST_TICKS)));
        for (double factor : new double[] {1, 2, 5}) {
            if (range / (factor * power) <= MOST_TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    /** Where values lie in the picture. */
    private record Frame(double fromX, double toX, double toY) {

        double x(double value) {
            return LEFT + (value - fromX) / (toX - fromX) * (WIDTH - LEFT - RIGHT);
        }

        double y(double value) {
            return HEIGHT - BOTTOM - value / toY * (HEIGHT - TOP - BOTTOM);
        }
    }
}
