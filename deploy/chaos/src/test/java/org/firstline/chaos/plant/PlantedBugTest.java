package org.firstline.chaos.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedBugTest {

    @ParameterizedTest
    @EnumSource
    void each_mistake_still_fits_the_classes_it_changes(PlantedBug bug) {
        bug.changes().forEach((name, change) -> {
            byte[] before = bytes("/org/firstline/messaging/" + name + ".class");

            byte[] after = Planter.changed(before, change);

            assertThat(instructions(after)).as(name).isNotEqualTo(instructions(before));
            assertThat(ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(PlantedBugTest.class.getClassLoader())
                                            .orElse(ClassHierarchyResolver.defaultResolver())))
                            .verify(after))
                    .isEmpty();
        });
    }

    private static String instructions(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .map(method -> method.code().map(Object::toString).orElse("")
                        + method.code()
                                .map(code -> code.elementList().toString())
                                .orElse(""))
                .toList()
                .toString();
    }

    private static byte[] bytes(String resource) {
        try (InputStream in =
                Objects.requireNonNull(PlantedBugTest.class.getResourceAsStream(resource), "expected " + resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
