package org.firstline.local.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Lets Jazzer look for bytes over which a reader stumbles: it watches which branches the bytes take and tries what takes
 * others. It runs in a JVM of its own, whose classes it rewrites, with the class path of the test; the library itself is
 * there with the Maven profile {@code everything} only.
 *
 * <p>A reader's class has a method {@code public static void fuzzerTestOneInput(byte[])} that fails for what the reader
 * may not do. What is found stays in {@code target/fuzz}, and belongs among the seeds once it is mended.
 */
public final class Fuzzing {

    /** The system property that says how long each reader is tried. */
    static final String SECONDS = "fuzz.seconds";

    private static final int USUAL_SECONDS = 30;
    private static final int MOST_BYTES = 8_192;
    /** The first input pays for rewriting the classes too. */
    private static final int HANGS_AFTER_SECONDS = 120;

    /** Whose branches are watched: ours, and those of the libraries that take bytes apart for us. */
    private static final String WATCHED =
            "org.firstline.**:com.fasterxml.jackson.core.**:io.cloudevents.**:org.yaml.snakeyaml.**";

    private static final Pattern TRIED = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    private Fuzzing() {}

    /**
     * Tries a reader for a bounded time.
     *
     * @param reader the class with the method
     * @param seeds what it reads rightly, and what it once stumbled over
     * @return what it stumbled over, with the bytes; empty when it did not
     */
    public static Optional<String> stumbles(Class<?> reader, List<byte[]> seeds) {
        Path folder = Path.of("target", "fuzz", reader.getSimpleName());
        try {
            Path corpus = Files.createDirectories(folder.resolve("corpus"));
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(corpus.resolve("seed-" + i), seeds.get(i));
            }
            Path told = folder.resolve("told.txt");
            Process jazzer = new ProcessBuilder(command(reader, folder, corpus))
                    .redirectErrorStream(true)
                    .redirectOutput(told.toFile())
                    .start();
            int seconds = seconds();
            if (!jazzer.waitFor(10L * seconds + 300, TimeUnit.SECONDS)) {
                jazzer.destroyForcibly();
                return Optional.of(reader.getSimpleName() + ": expected an end after " + seconds + " s, found none");
            }
            return verdict(reader, jazzer.exitValue(), Files.readString(told, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("expected to be let look for what " + reader + " stumbles over", e);
        }
    }

    private static Optional<String> verdict(Class<?> reader, int exit, String told) {
        var tried = TRIED.matcher(told);
        if (exit == 0 && tried.find() && Long.parseLong(tried.group(1)) > 0) {
            System.out.println(reader.getSimpleName() + " was tried with " + tried.group(1) + " inputs in "
                    + tried.group(2) + " s");
            return Optional.empty();
        }
        int from = Math.max(0, told.indexOf("== Java Exception"));
        return Optional.of(reader.getSimpleName() + " (exit " + exit + "): "
                + told.substring(Math.max(from, told.length() - 6_000)));
    }

    private static List<String> command(Class<?> reader, Path folder, Path corpus) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED"));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + reader.getName());
        command.add("--instrumentation_includes=" + WATCHED);
        command.add("--reproducer_path=" + folder);
        command.add("-artifact_prefix=" + folder + "/");
        command.add("-max_total_time=" + seconds());
        command.add("-max_len=" + MOST_BYTES);
        command.add("-timeout=" + HANGS_AFTER_SECONDS);
        // What a reader may use is bounded by the heap. Beside it the second compiler was seen to use two gigabytes
        // for a method that the watching had made huge, and that says nothing of what is read.
        command.add("-rss_limit_mb=0");
        command.add(corpus.toString());
        return command;
    }

    private static int seconds() {
        return Integer.getInteger(SECONDS, USUAL_SECONDS);
    }
}
