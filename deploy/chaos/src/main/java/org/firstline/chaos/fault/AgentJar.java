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
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent packed as a JVM wants it, to be put into services while they run. Started with an agent, a service would not
 * use its start cache, and be another service than the one that is shipped.
 */
final class AgentJar {

    private final Path jar;

    private AgentJar(Path jar) {
        this.jar = jar;
    }

    /**
     * Packs an agent.
     *
     * @param agent has the method {@code agentmain}; needs no classes but the JDK's, those inside it, and those that
     *     follow
     */
    static AgentJar pack(Path folder, Class<?> agent, Class<?>... others) {
        Path jar = folder.resolve(agent.getSimpleName() + ".jar").toAbsolutePath();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", agent.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            add(agent, out);
            for (Class<?> inside : agent.getDeclaredClasses()) {
                add(inside, out);
            }
            for (Class<?> other : others) {
                add(other, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot pack the agent " + agent.getName(), e);
        }
        return new AgentJar(jar);
    }

    private static void add(Class<?> one, JarOutputStream out) throws IOException {
        String entry = one.getName().replace('.', '/') + ".class";
        try (InputStream in = one.getClassLoader().getResourceAsStream(entry)) {
            if (in == null) {
                throw new IllegalStateException("expected " + entry + " on the class path");
            }
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    /** Why this JVM can put no agent into another; empty when it can. */
    static Optional<String> whyNot() {
        return ModuleLayer.boot().findModule("jdk.attach").isPresent()
                ? Optional.empty()
                : Optional.of("this JVM cannot attach to another (no module jdk.attach)");
    }

    /**
     * Puts the agent into a process, or speaks to it once more.
     *
     * @return why not, if the process does not take it now: because it has just died, or stands still
     */
    Optional<String> tell(long pid, String argument) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar.toString(), argument);
                return Optional.empty();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException | AgentLoadException | AgentInitializationException e) {
            return Optional.of(e.toString());
        }
    }
}
