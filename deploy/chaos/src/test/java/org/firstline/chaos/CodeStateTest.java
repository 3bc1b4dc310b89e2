package org.firstline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeStateTest {

    @TempDir
    private Path clone;

    @BeforeEach
    void aCloneWithACommit() throws IOException, InterruptedException {
        git("init", "-q");
        write("messaging/src/main/Relay.java", "carry");
        write("README.md", "once upon a time");
        commit();
    }

    @Test
    void a_commit_that_changes_a_text_leaves_the_shipped_code_as_it_is() throws IOException, InterruptedException {
        CodeState before = CodeState.of(clone).orElseThrow();
        write("README.md", "and they lived happily");
        commit();

        CodeState after = CodeState.of(clone).orElseThrow();

        assertThat(after.shipped()).isEqualTo(before.shipped());
        assertThat(after.commit()).isNotEqualTo(before.commit());
    }

    @Test
    void a_commit_that_changes_what_runs_is_another_state() throws IOException, InterruptedException {
        CodeState before = CodeState.of(clone).orElseThrow();
        write("messaging/src/main/Relay.java", "carry twice");
        commit();

        assertThat(CodeState.of(clone).orElseThrow().shipped()).isNotEqualTo(before.shipped());
    }

    @Test
    void what_is_changed_and_not_committed_or_not_even_known_to_git_is_said() throws IOException {
        String before = CodeState.of(clone).orElseThrow().shipped();
        write("door/src/main/New.java", "new");

        assertThat(CodeState.of(clone).orElseThrow().shipped())
                .isEqualTo(before + " and changes that are not committed");
    }

    @Test
    void where_there_is_no_git_there_is_no_state(@TempDir Path elsewhere) {
        assertThat(CodeState.of(elsewhere)).isEmpty();
    }

    private void commit() throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "one more");
    }

    private void write(String file, String text) throws IOException {
        Path path = clone.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
