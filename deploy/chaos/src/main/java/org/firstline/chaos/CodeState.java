package org.firstline.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which state of the code this is, as Git knows it.
 *
 * @param shipped names what runs in a suite: a hash over the sources of the services and of what they are made of, and over
 *     how they are run. Evidence counts for as long as it stays; a commit that changes a text or a test leaves it as it is
 * @param commit the commit it was seen at
 */
record CodeState(String shipped, String commit) {

    private static final int DIGITS = 12;

    /** What a suite's processes are made of, the versions of libraries included. */
    private static final List<String> SHIPPED = List.of(
            "pom.xml",
            "contracts/src/main",
            "messaging/src/main",
            "door/src/main",
            "intake-service/src/main",
            "diagnosis-service/src/main",
            "escalation-service/src/main",
            "followup-service/src/main",
            "deploy/local/src/main");

    private static final String CHANGED = " and changes that are not committed";

    /** The state of a clone; empty where there is no Git. */
    static Optional<CodeState> of(Path root) {
        List<String> look = new ArrayList<>(List.of("ls-tree", "-r", "HEAD", "--"));
        look.addAll(SHIPPED);
        List<String> changes = new ArrayList<>(List.of("status", "--porcelain", "--"));
        changes.addAll(SHIPPED);
        Optional<String> commit = git(root, List.of("rev-parse", "--short=" + DIGITS, "HEAD"));
        Optional<String> files = git(root, look);
        if (commit.isEmpty() || files.isEmpty()) {
            return Optional.empty();
        }
        String more = git(root, changes).filter(String::isEmpty).isPresent() ? "" : CHANGED;
        return Optional.of(new CodeState(hash(files.get()) + more, commit.get()));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 to be there", e);
        }
    }

    private static Optional<String> git(Path root, List<String> arguments) {
        try {
            Process git = new ProcessBuilder(Stream.concat(Stream.of("git", "-C", root.toString()), arguments.stream())
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
