package org.firstline.drive.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.firstline.drive.Words;
import org.firstline.local.LocalTrouble;

/**
 * An incident log as the ServiceNow log of the UCI repository (no. 498) has it: CSV, also gzipped, one row per update.
 *
 * @param incidents by the time of their first row, then by number
 * @param rows how many rows the file has
 * @param skipped how many of them have a state that is none ({@code -100} in the original log)
 */
record IncidentLog(List<Incident> incidents, int rows, int skipped) {

    /** The columns that are read; a file may have more, in any order. */
    static final List<String> COLUMNS = List.of(
            "number",
            "incident_state",
            "reassignment_count",
            "reopen_count",
            "sys_mod_count",
            "sys_updated_at",
            "contact_type",
            "category",
            "subcategory",
            "u_symptom",
            "impact",
            "urgency",
            "priority",
            "assignment_group");

    /**
     * Reads a file whole.
     *
     * @throws LocalTrouble saying in a sentence what is wrong with the file, with the line where it is one line
     */
    static IncidentLog read(Path file) {
        if (!Files.exists(file)) {
            throw new LocalTrouble(Words.of("log.missing", file));
        }
        if (Files.isDirectory(file)) {
            throw new LocalTrouble(Words.of("log.directory", file));
        }
        try (BufferedReader lines = open(file)) {
            return read(file, lines);
        } catch (ZipException e) {
            throw new LocalTrouble(Words.of("log.damaged", file), e);
        } catch (CharacterCodingException e) {
            throw new LocalTrouble(Words.of("log.no-text", file), e);
        } catch (IOException e) {
            throw new LocalTrouble(Words.of("log.unreadable", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            byte[] magic = new byte[2];
            int found = bytes.readNBytes(magic, 0, 2);
            bytes.close();
            bytes = Files.newInputStream(file);
            boolean zipped = found == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
            InputStream text = zipped ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static IncidentLog read(Path file, BufferedReader lines) throws IOException {
        String header = lines.readLine();
        if (header == null) {
            throw new LocalTrouble(Words.of("log.empty", file));
        }
        Map<String, Integer> places = places(file, Csv.fields(header.replace("\uFEFF", "")));
        Map<String, List<Row>> byNumber = new LinkedHashMap<>();
        int count = 0;
        int skipped = 0;
        int lineNumber = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (line.isBlank()) {
                continue;
            }
            count++;
            Line fields = new Line(file, lineNumber, Csv.fields(line), places);
            Optional<Row.State> state = Row.State.of(fields.text("incident_state"));
            if (state.isEmpty()) {
                skipped++;
                continue;
            }
            Row row = fields.row(state.get());
            byNumber.computeIfAbsent(row.number(), number -> new ArrayList<>()).add(row);
        }
        if (byNumber.isEmpty()) {
            throw new LocalTrouble(Words.of("log.no-incident", file, count));
        }
        List<Incident> incidents = byNumber.entrySet().stream()
                .map(entry -> new Incident(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (Incident incident) -> incident.first().at())
                        .thenComparing(Incident::number))
                .toList();
        return new IncidentLog(incidents, count, skipped);
    }

    private static Map<String, Integer> places(Path file, List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < names.size(); place++) {
            places.put(names.get(place).strip(), place);
        }
        List<String> missing =
                COLUMNS.stream().filter(name -> !places.containsKey(name)).toList();
        if (missing.size() == COLUMNS.size()) {
            throw new LocalTrouble(Words.of("log.not-one", file, String.join(", ", COLUMNS), excerpt(names)));
        }
        if (!missing.isEmpty()) {
            throw new LocalTrouble(Words.of("log.columns", file, String.join(", ", missing), excerpt(names)));
        }
        return places;
    }

    private static String excerpt(List<String> names) {
        String all = String.join(", ", names).replaceAll("\\p{Cntrl}", "?");
        return all.length() <= 400 ? all : all.substring(0, 400) + " …";
    }

    /** One line of the file with its place, for messages that say where. */
    private record Line(Path file, int number, List<String> fields, Map<String, Integer> places) {

        Row row(Row.State state) {
            return new Row(
                    known("number"),
                    state,
                    count("reassignment_count"),
                    count("reopen_count"),
                    count("sys_mod_count"),
                    minute("sys_updated_at"),
                    text("contact_type"),
                    text("category"),
                    text("subcategory"),
                    text("u_symptom"),
                    level("impact", 3),
                    level("urgency", 3),
                    level("priority", 4),
                    text("assignment_group"));
        }

        String text(String column) {
            int place = places.getOrDefault(column, Integer.MAX_VALUE);
            if (place >= fields.size()) {
                throw new LocalTrouble(Words.of("log.fields", file, number, places.size(), fields.size()));
            }
            return fields.get(place).strip();
        }

        private String known(String column) {
            String text = text(column);
            if (text.isEmpty() || text.length() > 64 || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw wrong(column, Words.of("log.expected.number"), text);
            }
            return text;
        }

        private int count(String column) {
            String text = text(column);
            if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(Character::isDigit)) {
                throw wrong(column, Words.of("log.expected.count"), text);
            }
            return Integer.parseInt(text);
        }

        private int level(String column, int most) {
            String text = text(column);
            if (text.isEmpty()) {
                return 0;
            }
            if (text.length() > 1 || text.charAt(0) < '1' || text.charAt(0) > '0' + most) {
                throw wrong(column, Words.of("log.expected.level", most), text);
            }
            return text.charAt(0) - '0';
        }

        private Instant minute(String column) {
            String text = text(column);
            try {
                return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw wrong(column, Words.of("log.expected.time"), text);
            }
        }

        private LocalTrouble wrong(String column, String expected, String found) {
            String shown =
                    found.isEmpty() ? Words.of("log.nothing") : "\"" + found.replaceAll("\\p{Cntrl}", "?") + "\"";
            return new LocalTrouble(Words.of("log.value", file, number, column, expected, shown));
        }
    }
}
