package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final Instant BUILT_AT = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    private Path root;

    private Path program;
    private DataDirectory data;
    private Installation installation;

    @BeforeEach
    void a_built_service() throws IOException {
        program = Files.createDirectories(
                        root.resolve(Service.INTAKE.module()).resolve("target").resolve("quarkus-app"))
                .resolve("quarkus-run.jar");
        made(program, BUILT_AT);
        data = new DataDirectory(root.resolve("data"));
        installation = new Installation(root, false);
    }

    @Test
    void a_service_starts_with_the_cache_that_was_made_after_its_build() throws IOException {
        made(installation.startCache(Service.INTAKE), BUILT_AT.plusSeconds(1));

        assertThat(installation.serviceCommand(Service.INTAKE, data))
                .contains("-XX:AOTCache=" + installation.startCache(Service.INTAKE));
    }

    @Test
    void a_cache_from_before_the_build_is_left_alone() throws IOException {
        made(installation.startCache(Service.INTAKE), BUILT_AT.minusSeconds(1));

        assertThat(installation.serviceCommand(Service.INTAKE, data)).noneMatch(part -> part.contains("AOT"));
    }

    @Test
    void without_a_cache_a_service_starts_all_the_same() {
        assertThat(installation.serviceCommand(Service.INTAKE, data))
                .noneMatch(part -> part.contains("AOT"))
                .endsWith("-jar", program.toString());
    }

    @Test
    void a_rehearsed_service_records_and_uses_no_earlier_cache() throws IOException {
        made(installation.startCache(Service.INTAKE), BUILT_AT.plusSeconds(1));

        assertThat(installation.forRecording().serviceCommand(Service.INTAKE, data))
                .contains("-XX:AOTMode=record")
                .noneMatch(part -> part.startsWith("-XX:AOTCache="));
    }

    @Test
    void a_cache_is_made_of_what_was_recorded_with_the_flags_of_the_service() {
        var record = installation.forRecording().serviceCommand(Service.INTAKE, data).stream()
                .filter(part -> part.startsWith("-XX:AOTConfiguration="))
                .findFirst()
                .orElseThrow();

        assertThat(installation.startCacheCommand(Service.INTAKE))
                .contains(record, "-XX:AOTMode=create", "-XX:+UseSerialGC");
    }

    private static void made(Path file, Instant at) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
