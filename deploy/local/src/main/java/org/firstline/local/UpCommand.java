package org.firstline.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the suite up and stays until it is told to stop. */
@Command(name = "up", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final int NAME_WIDTH = 12;

    @Mixin
    private Firstline.Data data = new Firstline.Data();

    @Option(names = "--port-base", paramLabel = "N", descriptionKey = "help-port-base")
    private int portBase = PortPlan.DEFAULT_BASE;

    @Override
    public Integer call() throws InterruptedException {
        var begun = Instant.now();
        try (var terminal = Terminal.standard()) {
            terminal.say(Words.of("up-data", new DataDirectory(data.directory()).path()));
            var suite = Suite.start(new Suite.Options(data.directory(), portBase, Map.of(), terminal));
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
        for (var service : Service.values()) {
            terminal.say(Words.of(
                    "line-service", padded(service.id()), running.url(service), running.managementUrl(service)));
        }
        var ports = new PortPlan(running.facts().portBase());
        terminal.say(Words.of("line-server", padded(Words.of("name-issuer")), running.issuerUrl()));
        terminal.say(Words.of("line-server", padded(Words.of("name-broker")), "127.0.0.1:" + ports.kafka()));
        terminal.say(Words.of("line-server", padded(Words.of("name-postgres")), "127.0.0.1:" + ports.postgres()));
    }

    private static String padded(String name) {
        return "  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
    }
}
