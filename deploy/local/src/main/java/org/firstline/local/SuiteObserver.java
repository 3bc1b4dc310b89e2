package org.firstline.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps {@code suite.json} true and tells the person what died and came back. */
final class SuiteObserver implements Child.Observer {

    private final DataDirectory data;
    private final PortPlan ports;
    private final Reporter reporter;
    private final Map<String, Long> pids = new HashMap<>();
    private final Map<String, String> troubles = new HashMap<>();
    private boolean up;
    private boolean closing;

    SuiteObserver(DataDirectory data, PortPlan ports, Reporter reporter) {
        this.data = data;
        this.ports = ports;
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
        if (data.isFull()) {
            reporter.say(Words.of("disk-full", data.path(), data.freeMb()));
        }
    }

    @Override
    public synchronized void cannotStart(String name, LocalTrouble trouble, Duration pause) {
        pids.remove(name);
        troubles.put(name, String.valueOf(trouble.getMessage()));
        if (up && !closing) {
            reporter.say(Words.of("up-cannot-start", name, trouble.getMessage(), seconds(pause)));
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
        return SuiteFacts.of(ports, pids);
    }

    /** The file appears when all is ready: who finds it may use the suite. */
    private void tellOthers() {
        if (up && !closing) {
            facts().write(data);
        }
    }

    private static String seconds(Duration pause) {
        return String.format("%.1f", pause.toMillis() / 1000.0);
    }
}
