package org.firstline.drive;

import java.nio.file.Files;
import java.nio.file.Path;
import org.firstline.local.LocalTrouble;

/**
 * The checked-out project this program belongs to.
 *
 * @param root its directory
 */
public record Project(Path root) {

    /** Names the root when the working directory lies elsewhere; the script sets it. */
    private static final String ROOT_PROPERTY = "firstline.root";

    /**
     * The project that the property names, or the one around the working directory.
     *
     * @throws LocalTrouble when there is none
     */
    public static Project find() {
        Path start =
                Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath().normalize();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("firstline")) && Files.exists(directory.resolve("pom.xml"))) {
                return new Project(directory);
            }
        }
        throw new LocalTrouble(Words.of("no-project", start));
    }

    /** Where {@code up} keeps its data when nobody says otherwise. */
    public Path defaultData() {
        return root.resolve(".firstline");
    }

    /** The incident log that comes with the project. */
    public Path sampleLog() {
        return root.resolve("deploy").resolve("drive").resolve("samples").resolve("incident-log-sample.csv");
    }
}
