package org.firstline.drive.replay;

import java.nio.file.Path;

/** The log that ships with the module. */
final class Samples {

    static final Path LOG = Path.of("samples", "incident-log-sample.csv");

    private Samples() {}
}
