package org.firstline.local;

import java.time.Duration;
import java.util.List;

/**
 * Processes that a killed supervisor left running. They are known by a mark in their command line, which names the data
 * directory; a file with process numbers would miss one started just before the kill, and could name a stranger that
 * has the number by now. PostgreSQL, which takes no marks, is found by its own lock file when it is started.
 */
final class Orphans {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Orphans() {}

    /** Those that work on the directory; call it while holding the directory's lock only. */
    static List<ProcessHandle> of(DataDirectory data) {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(process -> Processes.commandLine(process)
                        .filter(line -> (line + " ").contains(" " + data.mark() + " "))
                        .isPresent())
                .toList();
    }

    /** Stops them, and returns when they are gone. */
    static void stop(List<ProcessHandle> orphans) {
        orphans.forEach(ProcessHandle::destroy);
        for (var orphan : orphans) {
            if (!Processes.awaitExit(orphan, PATIENCE)) {
                orphan.destroyForcibly();
                Processes.awaitExit(orphan, PATIENCE);
            }
        }
    }
}
