package org.firstline.chaos.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that lets a running service die at a {@link CrashPoint}, as if it were killed with -9 there. It is put in
 * with {@code POINT:N}: the process halts when it comes by for the N-th time. Only classes of the JDK: it runs in another
 * program.
 */
public final class CrashAgent {

    /** As of a process that was killed with -9. */
    static final int EXIT = 137;

    /** What is done at a point lies under its name in the system properties, which every class can reach. */
    private static final String PREFIX = "firstline.chaos.crash.";

    private static final ClassDesc PROPERTIES = ClassDesc.of("java.util.Properties");
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");

    private static boolean here;

    private CrashAgent() {}

    /**
     * Called by the JVM, every time that the agent is put in.
     *
     * @param armed {@code POINT:N}, or {@code none}: nobody dies any more
     */
    public static synchronized void agentmain(String armed, Instrumentation instrumentation) {
        String[] parts = armed.split(":");
        for (CrashPoint point : CrashPoint.values()) {
            int passes = point.name().equals(parts[0]) ? Integer.parseInt(parts[1]) : 0;
            System.getProperties().put(PREFIX + point, new Countdown(passes));
        }
        if (here) {
            return;
        }
        here = true;
        rehearse();
        instrumentation.addTransformer(new Mining(), true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (isMined(loaded.getName().replace('.', '/'))) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (UnmodifiableClassException | LinkageError e) {
                    throw new IllegalStateException("Cannot change " + loaded.getName(), e);
                }
            }
        }
    }

    /** Halts the process when it has run so often; never for 0. */
    static final class Countdown implements Runnable {

        private final AtomicInteger left;

        Countdown(int passes) {
            this.left = new AtomicInteger(passes);
        }

        @Override
        public void run() {
            if (left.get() > 0 && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(EXIT);
            }
        }
    }

    /** Loads all that changing a class needs: a class that is loaded while one is being changed is a circle to the JVM. */
    private static void rehearse() {
        String own = CrashAgent.class.getName().replace('.', '/') + ".class";
        try (InputStream in = ClassLoader.getSystemResourceAsStream(own)) {
            if (in == null) {
                throw new IllegalStateException("expected the class file of the agent");
            }
            mined(null, in.readAllBytes(), CrashPoint.AFTER_SENDING, "rehearse");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + own, e);
        }
    }

    private static boolean isMined(String internalName) {
        for (CrashPoint point : CrashPoint.values()) {
            if (point.internalName().equals(internalName)) {
                return true;
            }
        }
        return false;
    }

    private static final class Mining implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (name == null || !isMined(name)) {
                return null;
            }
            byte[] mined = bytes;
            for (CrashPoint point : CrashPoint.values()) {
                if (point.internalName().equals(name)) {
                    mined = mined(loader, mined, point, point.method());
                }
            }
            return mined;
        }
    }

    /** The class with something to run at the beginning of the methods of that name. */
    static byte[] mined(@Nullable ClassLoader loader, byte[] bytes, CrashPoint point, String method) {
        ClassHierarchyResolver classes = ClassHierarchyResolver.ofResourceParsing(
                        loader == null ? ClassLoader.getSystemClassLoader() : loader)
                .orElse(ClassHierarchyResolver.defaultResolver());
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
        return files.transformClass(
                files.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        found -> found.methodName().equalsString(method), new AtTheBeginning(point)));
    }

    private record AtTheBeginning(CrashPoint point) implements CodeTransform {

        @Override
        public void atStart(CodeBuilder code) {
            code.invokestatic(SYSTEM, "getProperties", MethodTypeDesc.of(PROPERTIES))
                    .loadConstant(PREFIX + point)
                    .invokevirtual(
                            PROPERTIES, "get", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                    .checkcast(RUNNABLE)
                    .invokeinterface(RUNNABLE, "run", MethodTypeDesc.of(ConstantDescs.CD_void));
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }
}
