package org.firstline.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs that are to count as evidence, added up for each state of the code: what was shown of older code proves nothing about
 * newer. A file of Markdown that people may read and this class reads again.
 */
final class EvidenceFile {

    private static final String HEAD = """
            # Evidence

            What `./firstline chaos --record` has seen, newest code first. A fault point is a kill, another fault, or an injected
            crash; promised are 3,000 of them without a violation for a released state of the code, 300 of them kills. A state of
            the code is a hash over the sources of what runs in a suite (`CodeState`): texts and tests may change beside it.
            """;

    private static final String COLUMNS = """
            | commit | seed | minutes | calls/s | calls | kills | other faults | injected crash points | violations |
            |---|---|---|---|---|---|---|---|---|
            """;

    private static final Pattern ROW = Pattern.compile("\\| [0-9a-f]+ \\| -?\\d+ \\| .*\\|");

    private final Path file;

    EvidenceFile(Path file) {
        this.file = file;
    }

    /**
     * One run.
     *
     * @param code the state of the code
     * @param crashes injected crash points
     */
    record Entry(
            CodeState code,
            long seed,
            long minutes,
            double perSecond,
            long calls,
            long kills,
            long otherFaults,
            long crashes,
            int violations) {

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.1f | %d | %d | %d | %d | %d |",
                    code.commit(),
                    seed,
                    minutes,
                    perSecond,
                    calls,
                    kills,
                    otherFaults,
                    crashes,
                    violations);
        }
    }

    /** Adds a run. */
    void add(Entry entry) {
        try {
            Files.writeString(file, with(Files.exists(file) ? Files.readString(file) : "", entry));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The file's text with one more run in it. */
    static String with(String before, Entry entry) {
        List<Section> sections = sections(before);
        Section mine = sections.stream()
                .filter(section -> section.shipped().equals(entry.code().shipped()))
                .findFirst()
                .orElseGet(() -> {
                    Section fresh = new Section(entry.code().shipped(), new ArrayList<>());
                    sections.addFirst(fresh);
                    return fresh;
                });
        mine.rows().add(entry.row());
        StringBuilder text = new StringBuilder(HEAD);
        sections.forEach(section -> section.write(text));
        return text.toString();
    }

    private record Section(String shipped, List<String> rows) {

        void write(StringBuilder text) {
            text.append("\n## ")
                    .append(shipped)
                    .append("\n\n")
                    .append(summary())
                    .append("\n\n");
            text.append(COLUMNS);
            rows.forEach(row -> text.append(row).append('\n'));
        }

        private String summary() {
            long kills = sum(5);
            long others = sum(6);
            long crashes = sum(7);
            return rows.size() + (rows.size() == 1 ? " run, " : " runs, ") + (kills + others + crashes)
                    + " fault points: " + kills + " kills, " + others + " other faults, " + crashes
                    + " injected crash points; " + sum(8) + " violations.";
        }

        private long sum(int column) {
            return rows.stream()
                    .mapToLong(row -> Long.parseLong(row.split("\\|")[column + 1].strip()))
                    .sum();
        }
    }

    private static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                sections.add(new Section(line.substring(3).strip(), new ArrayList<>()));
            } else if (!sections.isEmpty()) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    sections.getLast().rows().add(line);
                }
            }
        }
        return sections;
    }
}
