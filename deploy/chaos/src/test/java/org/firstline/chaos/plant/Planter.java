package org.firstline.chaos.plant;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that changes the classes of a service as they are loaded, so that it makes one {@link PlantedBug}. It says
 * on standard error what it has changed.
 */
public final class Planter {

    private static final String MESSAGING = "org/firstline/messaging/";

    private Planter() {}

    /** @param argument the mistake, and after a colon the services that make it; all where none is named */
    public static void premain(String argument, Instrumentation instrumentation) {
        String[] parts = argument.split(":");
        List<String> services = parts.length == 1 ? List.of() : Arrays.asList(parts[1].split(","));
        if (services.isEmpty() || services.contains(System.getenv("FIRSTLINE_DATABASE_SCHEMA"))) {
            instrumentation.addTransformer(new Changing(PlantedBug.valueOf(parts[0])));
        }
    }

    private record Changing(PlantedBug bug) implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            List<ClassTransform> changes =
                    name.startsWith(MESSAGING) ? bug.changes().get(name.substring(MESSAGING.length())) : null;
            if (changes == null) {
                return null;
            }
            try {
                byte[] changed = bytes;
                for (ClassTransform change : changes) {
                    changed = changed(changed, change);
                }
                System.err.println("planted " + bug + " in " + name);
                return changed;
            } catch (RuntimeException | Error e) {
                // The JVM would go on with the class as it was, and nobody would know why nothing is found.
                e.printStackTrace();
                Runtime.getRuntime().halt(70);
                return null;
            }
        }
    }

    /** A class with a change in it. */
    static byte[] changed(byte[] bytes, ClassTransform change) {
        ClassFile files = ClassFile.of();
        return files.transformClass(files.parse(bytes), change);
    }

    /** The environment that starts services with a mistake. */
    static Map<String, String> environment(Path agent, PlantedBug bug, String... services) {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "JAVA_TOOL_OPTIONS",
                "-javaagent:" + agent + "=" + bug + (services.length == 0 ? "" : ":" + String.join(",", services)));
        return environment;
    }

    /** Packs this agent as a jar, which is what a JVM wants. */
    static Path jar(Path directory) {
        Path jar = directory.resolve("planter.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Planter.class.getName());
        String folder = Planter.class.getPackageName().replace('.', '/');
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> classes = Files.list(Path.of(Objects.requireNonNull(
                                        Planter.class.getResource("Planter.class"),
                                        "expected this class to lie somewhere")
                                .toURI())
                        .getParent())) {
            for (Path one :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder + "/" + one.getFileName()));
                Files.copy(one, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot pack the agent", e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("Cannot find the agent's classes", e);
        }
        return jar.toAbsolutePath();
    }
}
