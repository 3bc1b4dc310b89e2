package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The departments that have topics of their own. */
final class Departments {

    private Departments() {}

    /** The ids, in the order of the resource {@code departments.txt}. */
    static List<String> ids() {
        try (var in = Departments.class.getResourceAsStream("departments.txt")) {
            if (in == null) {
                throw new IllegalStateException("The resource departments.txt is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read departments.txt", e);
        }
    }
}
