package org.firstline.chaos.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Moves the clock of a service's JVM while it runs. */
final class Clocks {

    private final AgentJar agent;

    private Clocks(AgentJar agent) {
        this.agent = agent;
    }

    /** @param folder for the agent */
    static Clocks in(Path folder) {
        return new Clocks(AgentJar.pack(folder, ClockAgent.class));
    }

    /**
     * Puts the clock of a process ahead of the machine's by so much; zero: right again.
     *
     * @return why not, if that cannot be done now
     */
    Optional<String> shift(long pid, Duration ahead) {
        return agent.tell(pid, Long.toString(ahead.toMillis()));
    }
}
