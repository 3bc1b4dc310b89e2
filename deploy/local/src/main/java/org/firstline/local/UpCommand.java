package org.firstline.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the suite up and stays until it is told to stop. */
@Command(name = "up", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private Firstline.Data data = new Firstline.Data();

    @Option(names = "--port-base", paramLabel = "N", descriptionKey = "help-port-base")
    private int portBase = PortPlan.DEFAULT_BASE;

    @Override
    public Integer call() throws InterruptedException {
        var begun = Instant.now();
        try (var terminal = Terminal.standard()) {
            terminal.say(Words.of("up-data", new DataDirectory(data.directory()).path()));
            var external = ExternalServers.named(System.getenv());
            var suite = Suite.start(new SuiteOptions(
                    data.directory(), portBase, Map.of(), external, Optional.empty(), Installation.find(), terminal));
            terminal.done();
            show(suite, terminal);
            terminal.say("");
            terminal.say(
                    Words.of("up-ready", Duration.between(begun, Instant.now()).toSeconds()));
            terminal.say(Words.of("up-next"));
            // The suite's own threads do the work; a signal ends this process and with it, by a hook, the suite.
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private static void show(Suite suite, Terminal terminal) {
        var running = suite.running();
        var ports = new PortPlan(running.facts().portBase());
        var names = new Column(Stream.concat(
                Stream.of(Service.values()).map(Service::id),
                Stream.of("name-issuer", "name-broker", "name-postgres").map(Words::of)));
        for (var service : Service.values()) {
            terminal.say(Words.of(
                    "line-service", names.padded(service.id()), running.url(service), running.managementUrl(service)));
        }
        var elsewhere = running.facts().elsewhere();
        terminal.say(Words.of("line-server", names.padded(Words.of("name-issuer")), running.issuerUrl()));
        terminal.say(Words.of(
                "line-server",
                names.padded(Words.of("name-broker")),
                elsewhere.getOrDefault(Suite.BROKER, "127.0.0.1:" + ports.kafka())));
        terminal.say(Words.of(
                "line-server",
                names.padded(Words.of("name-postgres")),
                elsewhere.getOrDefault(Suite.POSTGRES, "127.0.0.1:" + ports.postgres())));
    }
}
