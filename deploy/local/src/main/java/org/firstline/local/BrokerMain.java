package org.firstline.local;

import java.nio.file.Path;
import java.util.Optional;

/** The broker in a JVM of its own. Stops in good order on SIGTERM. */
final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs until the broker is stopped.
     *
     * @param arguments the suite's data directory, the port and the controller's port; if there is a detour, the port
     *     for who comes by it and the port at its beginning; passwords come from the directory's secrets, never from the
     *     command line
     */
    public static void main(String[] arguments) {
        ServerLogs.warningsToStandardError();
        var data = Path.of(arguments[0]);
        var broker = LocalBroker.start(new LocalBroker.Settings(
                data.resolve("kafka").resolve("data"),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Secrets.in(data).brokerPasswords(),
                detour(arguments)));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        broker.awaitShutdown();
    }

    private static Optional<LocalBroker.ByDetour> detour(String[] arguments) {
        return arguments.length < 5
                ? Optional.empty()
                : Optional.of(new LocalBroker.ByDetour(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])));
    }
}
