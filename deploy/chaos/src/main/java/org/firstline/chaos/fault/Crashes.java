package org.firstline.chaos.fault;

import java.nio.file.Path;
import java.util.Optional;

/** Lets a service die at a chosen point of its work. */
final class Crashes {

    private final AgentJar agent;

    private Crashes(AgentJar agent) {
        this.agent = agent;
    }

    /** @param folder for the agent */
    static Crashes in(Path folder) {
        return new Crashes(AgentJar.pack(folder, CrashAgent.class, CrashPoint.class));
    }

    /**
     * Lets the process die when it comes by the point for the n-th time.
     *
     * @return why not, if that cannot be done now
     */
    Optional<String> arm(long pid, CrashPoint point, int passes) {
        return agent.tell(pid, point + ":" + passes);
    }

    /** Nobody dies any more. */
    Optional<String> disarm(long pid) {
        return agent.tell(pid, "none");
    }
}
