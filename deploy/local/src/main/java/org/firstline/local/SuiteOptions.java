package org.firstline.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Suite} is to start.
 *
 * @param data directory for everything; kept
 * @param portBase first of {@value PortPlan#COUNT} ports
 * @param environment added to every service's, for settings of a test or benchmark
 * @param external servers that are not to be started here
 * @param detour how the services reach the servers that are started here, if not straight
 * @param installation what to run
 * @param reporter hears what happens
 */
record SuiteOptions(
        Path data,
        int portBase,
        Map<String, String> environment,
        ExternalServers external,
        Optional<Detour> detour,
        Installation installation,
        Reporter reporter) {
    SuiteOptions {
        environment = Map.copyOf(environment);
    }
}
