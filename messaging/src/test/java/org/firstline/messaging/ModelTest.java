package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The model in {@code messaging/model}, checked by TLC. Each configuration says in its head what is to come out: so many
 * states and no error, or which promise a planted mistake breaks. The number of states is held, so that no change cuts
 * the model unseen.
 */
class ModelTest {

    private static final Path MODEL = Path.of("model").toAbsolutePath();
    private static final Pattern EXPECTED = Pattern.compile("(?m)^\\\\\\* Expected: (.+)\\.$");
    private static final Pattern EXPLORED =
            Pattern.compile("([0-9,]+) distinct states found, 0 states left on queue\\.");
    private static final Pattern VIOLATED = Pattern.compile("Error: Invariant (\\w+) is violated\\.");
    private static final Pattern STATE = Pattern.compile("(?m)^State \\d+: ");

    /** Beyond this something is stuck; what runs usually takes a minute at most, of the long ones some. */
    private static final int MOST_MINUTES = 60;

    private static final ExecutorService TWO_AT_ONCE = Executors.newFixedThreadPool(2);

    @AfterAll
    static void stop() {
        TWO_AT_ONCE.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> the_design_keeps_its_promises_and_each_planted_mistake_is_found() throws IOException {
        return checked("sound-", "bug-");
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> the_design_keeps_its_promises_in_larger_models() throws IOException {
        return checked("long-");
    }

    @Test
    void each_mistake_the_model_knows_is_planted_once() throws IOException {
        String model = Files.readString(MODEL.resolve("PostOffice.tla"));
        String known = model.substring(model.indexOf("Bugs == {"), model.indexOf("ASSUME Bug"));

        List<String> planted = new ArrayList<>();
        for (String name : configurations("bug-")) {
            planted.add(first(Pattern.compile("(?m)^ *Bug = \"(.+)\"$"), Files.readString(MODEL.resolve(name))));
        }

        assertThat(planted)
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("\"([^\"]+)\"")
                        .matcher(known)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    private static Stream<DynamicTest> checked(String... prefixes) throws IOException {
        List<String> names =
                Stream.of(prefixes).flatMap(p -> configurations(p).stream()).toList();
        List<Future<String>> found = names.stream()
                .map(name -> TWO_AT_ONCE.submit(() -> check(name)))
                .toList();
        return IntStream.range(0, names.size())
                .mapToObj(i -> DynamicTest.dynamicTest(names.get(i), () -> {
                    String expected = first(EXPECTED, Files.readString(MODEL.resolve(names.get(i))));
                    assertThat(outcome(found.get(i).get())).isEqualTo(expected);
                }));
    }

    private static List<String> configurations(String prefix) {
        try (Stream<Path> files = Files.list(MODEL)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".cfg"))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs TLC with one worker, so that what it finds is the same each time, in a JVM of its own: it keeps statics. */
    private static String check(String name) throws IOException, InterruptedException, URISyntaxException {
        Path room = Path.of("target", "model", name).toAbsolutePath();
        Files.createDirectories(room);
        Path output = room.resolve("output.txt");
        Path tlc = Path.of(tlc2.TLC
                .class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // What is over in seconds is over sooner without the second compiler.
                        "-XX:TieredStopAtLevel=" + (name.startsWith("bug-") ? 1 : 4),
                        // It unpacks its standard modules there and takes them away again, also from under another one.
                        "-Djava.io.tmpdir=" + room,
                        "-cp",
                        tlc.toString(),
                        "tlc2.TLC",
                        "-nowarning",
                        "-workers",
                        "1",
                        "-metadir",
                        room.toString(),
                        "-config",
                        name,
                        "PostOffice.tla")
                .directory(MODEL.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("expected " + name + " to be checked in " + MOST_MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    /** In the words of a configuration's head; all of the output when there are none for it. */
    private static String outcome(String output) {
        List<String> violated =
                VIOLATED.matcher(output).results().map(found -> found.group(1)).toList();
        if (violated.size() == 1) {
            return violated.getFirst() + " is violated, after "
                    + STATE.matcher(output).results().count() + " states";
        }
        if (output.contains("Model checking completed. No error has been found.") && !output.contains("Error")) {
            return "no error in " + first(EXPLORED, output) + " states";
        }
        return output;
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + pattern + " in: " + text));
    }
}
