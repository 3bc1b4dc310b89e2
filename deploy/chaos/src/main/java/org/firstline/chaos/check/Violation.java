package org.firstline.chaos.check;

import java.util.List;

/**
 * A promise that broke.
 *
 * @param about the case, call or thing it broke for
 * @param what what was expected and what was found, in a sentence
 * @param shown the events and rows that show it, in their order, one line each
 */
public record Violation(Promise promise, String about, String what, List<String> shown) {

    public Violation {
        shown = List.copyOf(shown);
    }

    /** In words, over several lines. */
    public String told() {
        StringBuilder told = new StringBuilder(promise + " is broken for " + about + ": " + what);
        shown.forEach(line -> told.append("\n    ").append(line));
        return told.toString();
    }
}
