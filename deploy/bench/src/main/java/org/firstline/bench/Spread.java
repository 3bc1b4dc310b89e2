package org.firstline.bench;

import java.util.List;
import java.util.Locale;

/** What several runs gave: the middle one (of an even number, the mean of the two in the middle), the lowest, the highest. */
record Spread(double median, double min, double max) {

    /** @throws IllegalArgumentException when there was no run */
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one run, found none");
        }
        List<Double> sorted = values.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** Such as {@code 104 (99–107)}. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", median, min, max);
    }
}
