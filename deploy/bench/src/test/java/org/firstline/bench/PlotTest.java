package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {

    @Test
    void each_series_is_a_line_whose_highest_value_is_highest_in_the_picture() throws Exception {
        Plot plot = new Plot(
                "Cases < all & more",
                "s",
                "cases",
                false,
                List.of(Plot.perSecond("run 1", List.of(10, 100, 50)), Plot.perSecond("run 2", List.of(0, 20))));

        Document svg = parsed(plot.svg());

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        List<double[]> first = points(svg, 0);
        assertThat(first).hasSize(3);
        assertThat(first.get(1)[1]).isLessThan(first.get(2)[1]).isLessThan(first.get(0)[1]);
        assertThat(first.get(0)[0]).isLessThan(first.get(1)[0]);
        assertThat(svg.getDocumentElement().getTextContent()).contains("Cases < all & more", "run 1", "run 2", "100");
    }

    @Test
    void every_point_lies_in_the_picture_also_where_x_counts_in_powers_of_ten() throws Exception {
        Histogram us = new Histogram(3);
        for (long value = 1; value < 20_000_000; value = value * 3 + 1) {
            us.recordValue(value);
        }

        Document svg = parsed(new Plot("t", "ms", "%", true, List.of(Plot.within("within", us))).svg());

        assertThat(points(svg, 0)).isNotEmpty().allSatisfy(point -> {
            assertThat(point[0]).isBetween(0.0, 760.0);
            assertThat(point[1]).isBetween(0.0, 360.0);
        });
        assertThat(svg.getDocumentElement().getTextContent()).contains("0.001", "10000");
    }

    @Test
    void a_plot_says_in_words_what_it_shows() {
        Plot closed = new Plot(
                "Closed a second",
                "s",
                "cases",
                false,
                List.of(Plot.perSecond("run 1", List.of(1)), Plot.perSecond("run 2", List.of(2))));

        assertThat(closed.says())
                .isEqualTo("Closed a second. Upwards: cases; to the right: time in s; lines: run 1, run 2");
    }

    @Test
    void with_nothing_to_show_the_axes_are_there() throws Exception {
        Document svg = parsed(new Plot("t", "s", "cases", false, List.of()).svg());

        assertThat(svg.getElementsByTagName("polyline").getLength()).isZero();
        assertThat(svg.getElementsByTagName("line").getLength()).isPositive();
    }

    @Test
    void what_happened_is_counted_in_its_second() {
        PerSecond counts = new PerSecond();
        counts.markAt(Duration.ofMillis(10));
        counts.markAt(Duration.ofMillis(2_000));
        counts.markAt(Duration.ofMillis(2_999));
        counts.markAt(Duration.ofDays(1));

        assertThat(counts.counts()).containsExactly(1, 0, 2);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<double[]> points(Document svg, int line) {
        Element polyline = (Element) svg.getElementsByTagName("polyline").item(line);
        List<double[]> points = new ArrayList<>();
        for (String point : polyline.getAttribute("points").strip().split(" ")) {
            points.add(Arrays.stream(point.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
        }
        return points;
    }
}
