package org.firstline.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Keeps {@code suite.json} true and tells the person what died and came back. */
final class SuiteObserver implements Child.Observer {

    private static final Duration WRITE_AGAIN = Duration.ofSeconds(1);
    /** Of a child that died; what it died of stands above its own last words. */
    private static final int LAST_LINES = 30;

    private final DataDirectory data;
    private final PortPlan ports;
    private final ExternalServers external;
    private final Reporter reporter;
    private final Map<String, Long> pids = new HashMap<>();
    private final Map<String, String> troubles = new HashMap<>();
    private boolean up;
    private boolean closing;

    SuiteObserver(DataDirectory data, PortPlan ports, ExternalServers external, Reporter reporter) {
        this.data = data;
        this.ports = ports;
        this.external = external;
        this.reporter = reporter;
    }

    @Override
    public synchronized void started(String name, long pid) {
        pids.put(name, pid);
        troubles.remove(name);
        tellOthers();
    }

    @Override
    public synchronized void died(String name, int exitCode, int timesInARow, Duration pause) {
        pids.remove(name);
        tellOthers();
        if (closing) {
            return;
        }
        if (timesInARow == 1) {
            reporter.say(Words.of("up-died", name, exitCode));
        } else {
            reporter.say(Words.of("up-died-wait", name, exitCode, seconds(pause), data.log(name)));
        }
        if (data.isFull() || FullDisk.isSaidIn(LogFile.lastLines(data.log(name), LAST_LINES))) {
            var full = Words.of("disk-full", data.path(), data.freeMb());
            troubles.put(name, full);
            reporter.say(full);
        }
    }

    @Override
    public synchronized void cannotStart(String name, LocalTrouble trouble, Duration pause) {
        pids.remove(name);
        troubles.put(name, Words.why(trouble));
        if (up && !closing) {
            reporter.say(Words.of("up-cannot-start", name, Words.why(trouble), seconds(pause)));
        }
    }

    @Override
    public synchronized void back(String name) {
        if (up && !closing) {
            reporter.say(Words.of("up-again", name));
        }
    }

    /** Why the child could not even be started, if that is so. */
    synchronized Optional<String> trouble(String name) {
        return Optional.ofNullable(troubles.get(name));
    }

    synchronized void bootedUp() {
        up = true;
        tellOthers();
    }

    synchronized void closing() {
        closing = true;
    }

    synchronized SuiteFacts facts() {
        return SuiteFacts.of(ports, external, pids);
    }

    /** The file appears when all is ready: who finds it may use the suite. */
    private synchronized void tellOthers() {
        if (up && !closing) {
            try {
                facts().write(data);
            } catch (UncheckedIOException e) {
                // A full disk must not end the thread that starts a child again.
                Thread.ofVirtual().name("write-again").start(this::tellOthersLater);
            }
        }
    }

    private void tellOthersLater() {
        LockSupport.parkNanos(WRITE_AGAIN.toNanos());
        tellOthers();
    }

    private static String seconds(Duration pause) {
        return String.format("%.1f", pause.toMillis() / 1000.0);
    }
}
