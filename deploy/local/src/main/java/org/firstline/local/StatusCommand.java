package org.firstline.local;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows each part of a running suite; ends with 0 when all of it is ready. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final Column NAMES = new Column(Stream.concat(
            Stream.of(Suite.POSTGRES, Suite.BROKER), Stream.of(Service.values()).map(Service::id)));
    private static final Column STATES =
            new Column(Stream.of("status-ready", "status-not-ready", "status-gone", "status-elsewhere")
                    .map(Words::of));

    @Mixin
    private Firstline.Data data = new Firstline.Data();

    @Override
    public Integer call() {
        var suite = RunningSuite.read(data.directory());
        var ports = new PortPlan(suite.facts().portBase());
        System.out.println(Words.of("status-header", suite.data(), suite.supervisor()));
        boolean ready = showServer(suite, Suite.POSTGRES, ports.postgres());
        ready &= showServer(suite, Suite.BROKER, ports.kafka());
        for (var service : Service.values()) {
            var management = suite.managementUrl(service).toString();
            ready &= show(suite, service.id(), suite.url(service).toString(), Probe.isServiceReady(management));
        }
        return ready ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** A server that is not ours is not ours to judge; a service that misses it says so itself. */
    private static boolean showServer(RunningSuite suite, String name, int port) {
        var elsewhere = suite.facts().elsewhere().get(name);
        if (elsewhere == null) {
            return show(suite, name, Integer.toString(port), Probe.isListening(port));
        }
        print(name, "status-elsewhere", elsewhere, "-");
        return true;
    }

    private static boolean show(RunningSuite suite, String name, String where, boolean ready) {
        var pid = suite.pid(name).map(String::valueOf).orElse("-");
        print(name, ready ? "status-ready" : pid.equals("-") ? "status-gone" : "status-not-ready", where, pid);
        return ready;
    }

    private static void print(String name, String state, String where, String pid) {
        System.out.println(Words.of("status-line", NAMES.padded(name), STATES.padded(Words.of(state)), where, pid));
    }
}
