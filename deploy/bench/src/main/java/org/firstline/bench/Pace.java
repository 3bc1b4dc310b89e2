package org.firstline.bench;

import picocli.CommandLine.Option;

/** How long and how often; what several workloads have in common. */
final class Pace {

    @Option(names = "--runs", defaultValue = "3", description = "Runs of each workload (default ${DEFAULT-VALUE}).")
    int runs;

    @Option(names = "--warm-up", defaultValue = "4000", description = "Cases before that (default ${DEFAULT-VALUE}).")
    int warmUp;

    @Option(
            names = "--most-open",
            defaultValue = "1500",
            description = "Cases on their way at once (default ${DEFAULT-VALUE}).")
    int mostOpen;
}
