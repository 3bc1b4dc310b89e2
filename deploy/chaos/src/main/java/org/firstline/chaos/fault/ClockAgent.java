package org.firstline.chaos.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that {@link Clocks} puts into a running service: whoever asks the JVM what time it is hears a time that is
 * ahead by as much as the agent was told last. What is measured ({@code System.nanoTime}) and what the operating system
 * waits for goes on as before, as when somebody sets a machine's clock. Only classes of the JDK: it runs in another
 * program.
 */
public final class ClockAgent {

    /** Holds the milliseconds; a property, because every class can reach it, those of the JDK too. */
    static final String AHEAD_MS = "firstline.chaos.clock-ahead-ms";

    /** Who asks for the time in a service; to change every class there is would take longer than a fault lasts. */
    private static final String[] ASKING = {
        "java/time/Clock",
        "java/util/Date",
        "java/util/Calendar",
        "org/apache/kafka/",
        "org/firstline/",
        "org/postgresql/",
        "org/jose4j/",
        "io/quarkus/",
        "io/smallrye/",
        "io/vertx/",
        "io/netty/"
    };

    private static final byte[] QUESTION = "currentTimeMillis".getBytes(StandardCharsets.US_ASCII);
    private static final String CLOCK = "java/time/Clock";

    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");

    private static boolean here;

    private ClockAgent() {}

    /**
     * Called by the JVM, every time that the agent is put in.
     *
     * @param aheadMs how many milliseconds the clock is ahead from now on; negative: behind
     */
    public static synchronized void agentmain(String aheadMs, Instrumentation instrumentation) {
        System.setProperty(AHEAD_MS, aheadMs);
        if (here) {
            return;
        }
        here = true;
        rehearse();
        instrumentation.addTransformer(new Shifting(), true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (instrumentation.isModifiableClass(loaded) && asks(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (UnmodifiableClassException | LinkageError | InternalError e) {
                    System.err.println("the clock of " + loaded.getName() + " stays as it is: " + e);
                }
            }
        }
    }

    /**
     * Whether a class asks what time it is. Looked up in its class file first: each class that is handed to the JVM to be
     * changed stops the whole service for a moment, and of the thousands that could ask, a hundred do.
     */
    private static boolean asks(Class<?> loaded) {
        String name = loaded.getName().replace('.', '/');
        if (!isAsking(name)) {
            return false;
        }
        ClassLoader loader = loaded.getClassLoader();
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(name + ".class")
                : loader.getResourceAsStream(name + ".class")) {
            return in != null && hasQuestion(in.readAllBytes());
        } catch (IOException e) {
            System.err.println("the clock of " + loaded.getName() + " stays as it is: " + e);
            return false;
        }
    }

    /** Loads all that changing a class needs: a class that is loaded while one is being changed is a circle to the JVM. */
    private static void rehearse() {
        for (String name : new String[] {CLOCK, ClockAgent.class.getName().replace('.', '/')}) {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
                if (in == null) {
                    throw new IllegalStateException("expected the class file of " + name);
                }
                shifted(null, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + name, e);
            }
        }
    }

    /** A plain loop: it is asked for every class that is loaded, those that a stream needs among them. */
    private static boolean isAsking(String internalName) {
        for (String prefix : ASKING) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static final class Shifting implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (name == null || !isAsking(name) || !hasQuestion(bytes)) {
                return null;
            }
            try {
                return shifted(loader, bytes);
            } catch (RuntimeException e) {
                System.err.println("the clock of " + name + " stays as it is: " + e);
                return null;
            }
        }
    }

    /** The class with another idea of the time. */
    static byte[] shifted(@Nullable ClassLoader loader, byte[] bytes) {
        ClassHierarchyResolver classes = ClassHierarchyResolver.ofResourceParsing(
                        loader == null ? ClassLoader.getSystemClassLoader() : loader)
                .orElse(ClassHierarchyResolver.defaultResolver());
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
        ClassModel model = files.parse(bytes);
        ClassTransform change = model.thisClass().asInternalName().equals(CLOCK)
                ? ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString("currentInstant"), ClockAgent::shiftAnswer)
                : ClassTransform.transformingMethodBodies(ClockAgent::shiftQuestion);
        return files.transformClass(model, change);
    }

    private static void shiftQuestion(CodeBuilder code, CodeElement element) {
        code.with(element);
        if (element instanceof InvokeInstruction call
                && call.name().equalsString("currentTimeMillis")
                && call.owner().asSymbol().equals(SYSTEM)) {
            ahead(code);
            code.ladd();
        }
    }

    private static void shiftAnswer(CodeBuilder code, CodeElement element) {
        if (element instanceof ReturnInstruction) {
            ahead(code);
            code.invokevirtual(INSTANT, "plusMillis", MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
        }
        code.with(element);
    }

    private static void ahead(CodeBuilder code) {
        code.loadConstant(AHEAD_MS)
                .lconst_0()
                .invokestatic(
                        ConstantDescs.CD_Long,
                        "getLong",
                        MethodTypeDesc.of(ConstantDescs.CD_Long, ConstantDescs.CD_String, ConstantDescs.CD_long))
                .invokevirtual(ConstantDescs.CD_Long, "longValue", MethodTypeDesc.of(ConstantDescs.CD_long));
    }

    private static boolean hasQuestion(byte[] bytes) {
        for (int from = 0; from <= bytes.length - QUESTION.length; from++) {
            if (Arrays.equals(bytes, from, from + QUESTION.length, QUESTION, 0, QUESTION.length)) {
                return true;
            }
        }
        return false;
    }
}
