package org.firstline.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The points are where the post office's classes have them today, and what is put there leaves a sound class. */
class CrashAgentTest {

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void a_point_is_passed_at_the_beginning_of_its_method_and_nowhere_else(CrashPoint point) throws IOException {
        byte[] bytes = classOf(point);

        byte[] mined = CrashAgent.mined(getClass().getClassLoader(), bytes, point, point.method());

        assertThat(ClassFile.of().verify(mined)).isEmpty();
        List<String> passing = ClassFile.of().parse(mined).methods().stream()
                .filter(method -> method.code().filter(CrashAgentTest::passes).isPresent())
                .map(method -> method.methodName().stringValue())
                .toList();
        assertThat(passing).containsExactly(point.method());
    }

    private static boolean passes(CodeModel code) {
        return code.elementList().stream()
                .anyMatch(element -> element instanceof InvokeInstruction call
                        && call.name().equalsString("run")
                        && call.owner().asInternalName().equals("java/lang/Runnable"));
    }

    private static byte[] classOf(CrashPoint point) throws IOException {
        String resource = "/" + point.internalName() + ".class";
        try (InputStream in =
                Objects.requireNonNull(CrashAgentTest.class.getResourceAsStream(resource), "expected " + resource)) {
            return in.readAllBytes();
        }
    }
}
