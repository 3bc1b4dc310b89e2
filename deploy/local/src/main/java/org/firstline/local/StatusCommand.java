package org.firstline.local;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows each part of a running suite; ends with 0 when all of it is ready. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Firstline.Data data = new Firstline.Data();

    @Override
    public Integer call() {
        var suite = RunningSuite.read(data.directory());
        var ports = new PortPlan(suite.facts().portBase());
        System.out.println(Words.of("status-header", suite.data(), suite.supervisor()));
        boolean ready =
                show(suite, Suite.POSTGRES, Integer.toString(ports.postgres()), Probe.isListening(ports.postgres()));
        ready &= show(suite, Suite.BROKER, Integer.toString(ports.kafka()), Probe.isListening(ports.kafka()));
        for (var service : Service.values()) {
            var management = suite.managementUrl(service).toString();
            ready &= show(suite, service.id(), suite.url(service).toString(), Probe.isServiceReady(management));
        }
        return ready ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean show(RunningSuite suite, String name, String where, boolean ready) {
        var pid = suite.pid(name).map(String::valueOf).orElse("-");
        var state = Words.of(ready ? "status-ready" : suite.pid(name).isEmpty() ? "status-gone" : "status-not-ready");
        System.out.println(
                Words.of("status-line", String.format("  %-11s", name), String.format("%-10s", state), where, pid));
        return ready;
    }
}
