package org.firstline.diagnosis.db;

/** A knowledge pack does not say what a pack must; the message names file, path, what was expected, what was found. */
public final class PackViolation extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String expected;
    private final String found;

    PackViolation(String file, String path, String expected, String found) {
        super(file + ": " + path + ": expected " + expected + ", found " + found);
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** Where in the pack, such as {@code causes[2].prior}. */
    public String path() {
        return path;
    }

    /** What a pack must have there. */
    public String expected() {
        return expected;
    }

    /** What is there. */
    public String found() {
        return found;
    }
}
