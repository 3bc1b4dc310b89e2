package org.firstline.local.badinput;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hand-written bad texts, one reviewable line each, in {@code corpus.txt}, which says what its kinds are. */
final class Corpus {

    /** One line: where it is bad, what it is called, and the text itself. */
    record Line(String kind, String name, String text) {

        /** The kind and the first word of the name: {@code word sql} for each of the lines with SQL. */
        String family() {
            return kind + " " + name.split("-", 2)[0];
        }
    }

    /** Stand in some lines as what a person might have typed; no answer and no reason may repeat them. */
    static final List<String> PERSONAL = List.of("13912345678", "wei.zhang@example.com");

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)(?:\\s+(.*))?");
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)\\*(\\d+)}");
    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private static final List<Line> LINES = read();

    private Corpus() {}

    static List<Line> of(String kind) {
        return LINES.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private static List<Line> read() {
        try (InputStream file = Corpus.class.getResourceAsStream("corpus.txt")) {
            if (file == null) {
                throw new IllegalStateException("expected corpus.txt beside " + Corpus.class);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Corpus::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String written) {
        Matcher line = LINE.matcher(written);
        if (!line.matches()) {
            throw new IllegalStateException("expected kind, name and text, found: " + written);
        }
        String text = line.group(3) == null ? "" : line.group(3);
        String repeated = REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        String plain = UNICODE.matcher(repeated)
                .replaceAll(found ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16))));
        return new Line(line.group(1), line.group(2), plain);
    }
}
