package org.firstline.chaos.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedBugTest {

    private static final ClassHierarchyResolver HIERARCHY = ClassHierarchyResolver.ofResourceParsing(
                    PlantedBugTest.class.getClassLoader())
            .orElse(ClassHierarchyResolver.defaultResolver());

    @ParameterizedTest
    @EnumSource
    void each_mistake_still_fits_the_classes_it_changes(PlantedBug bug) {
        bug.changes().forEach((name, changes) -> {
            byte[] before = bytes("/org/firstline/messaging/" + name + ".class");
            for (int step = 0; step < changes.size(); step++) {
                byte[] after = Planter.changed(before, changes.get(step));

                assertThat(instructions(after)).as("step %d in %s", step, name).isNotEqualTo(instructions(before));
                assertThat(ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(HIERARCHY))
                                .verify(after))
                        .isEmpty();
                before = after;
            }
        });
    }

    @Test
    void a_change_that_finds_nothing_to_change_would_be_seen() {
        byte[] before = bytes("/org/firstline/messaging/Inbox.class");

        byte[] after = Planter.changed(before, ClassTransform.transformingMethodBodies(CodeBuilder::with));

        assertThat(instructions(after)).isEqualTo(instructions(before));
    }

    /** What each method does, without what may be written in one way or another: places, labels, lines. */
    private static List<String> instructions(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .map(method -> method.methodName() + ": "
                        + method.code()
                                .map(code -> code.elementStream()
                                        .filter(Instruction.class::isInstance)
                                        .map(one -> told((Instruction) one))
                                        .toList())
                                .orElse(List.of()))
                .toList();
    }

    private static String told(Instruction instruction) {
        return switch (instruction) {
            case ConstantInstruction constant -> "constant " + constant.constantValue();
            case InvokeInstruction call -> call.opcode() + " " + call.owner().asInternalName() + "." + call.name();
            case FieldInstruction field -> field.opcode() + " " + field.name();
            default -> instruction.opcode().toString();
        };
    }

    private static byte[] bytes(String resource) {
        try (InputStream in =
                Objects.requireNonNull(PlantedBugTest.class.getResourceAsStream(resource), "expected " + resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
