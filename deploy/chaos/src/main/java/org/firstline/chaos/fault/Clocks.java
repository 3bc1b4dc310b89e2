package org.firstline.chaos.fault;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Moves the clock of a service's JVM by an agent that is put in while it runs. Started with an agent, a service would not
 * use its start cache and be another service than the one that is shipped.
 */
public final class Clocks {

    private final Path agent;

    private Clocks(Path agent) {
        this.agent = agent;
    }

    /** Packs the agent into that folder. */
    public static Clocks in(Path folder) {
        Path jar = folder.resolve("clock-agent.jar").toAbsolutePath();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", ClockAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : List.of("ClockAgent", "ClockAgent$Shifting")) {
                String entry = ClockAgent.class.getPackageName().replace('.', '/') + "/" + name + ".class";
                try (InputStream in = ClockAgent.class.getClassLoader().getResourceAsStream(entry)) {
                    if (in == null) {
                        throw new IllegalStateException("expected " + entry + " on the class path");
                    }
                    out.putNextEntry(new JarEntry(entry));
                    in.transferTo(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot pack the agent", e);
        }
        return new Clocks(jar);
    }

    /** Why no clock can be moved here; empty when one can. */
    Optional<String> whyNot() {
        return ModuleLayer.boot().findModule("jdk.attach").isPresent()
                ? Optional.empty()
                : Optional.of("this JVM cannot attach to another (no module jdk.attach)");
    }

    /**
     * Puts the clock of a process ahead of the machine's by so much; zero: right again.
     *
     * @return why not, if it does not take the agent now: because it has just died, or stands still
     */
    Optional<String> shift(long pid, Duration ahead) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(agent.toString(), Long.toString(ahead.toMillis()));
                return Optional.empty();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException | AgentLoadException | AgentInitializationException e) {
            return Optional.of(e.toString());
        }
    }
}
