package org.firstline.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of what a program printed into a file. */
final class LogFile {

    private static final int TAIL_BYTES = 8192;

    private LogFile() {}

    /** The last lines, for a message; empty when there is no such file. */
    static String lastLines(Path file, int count) {
        try {
            if (!Files.exists(file)) {
                return "";
            }
            var lines = new String(tail(file), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static byte[] tail(Path file) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, open.length() - TAIL_BYTES);
            open.seek(from);
            var bytes = new byte[(int) (open.length() - from)];
            open.readFully(bytes);
            return bytes;
        }
    }
}
