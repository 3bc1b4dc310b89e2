package org.firstline.chaos.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.firstline.chaos.check.DriverEntry.Door;
import org.firstline.chaos.check.DriverEntry.Poison;
import org.jspecify.annotations.Nullable;

/**
 * What the driver did, one JSON document per line, each handed to the operating system before the method returns, so
 * that a driver that dies leaves what it did. Safe for many threads.
 */
public final class DriverLog implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final OutputStream out;
    private final AtomicLong numbers;

    private DriverLog(OutputStream out, long last) {
        this.out = out;
        this.numbers = new AtomicLong(last);
    }

    /** Goes on with the file, or begins it. */
    public static DriverLog open(Path file) {
        try {
            long last = Files.exists(file) ? cutToWhatIsWhole(file) : 0;
            return new DriverLog(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), last);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the driver's log " + file, e);
        }
    }

    /** Everything in the file; a last line that was cut off in the middle is passed over. */
    public static List<DriverEntry> read(Path file) {
        try {
            List<DriverEntry> entries = new ArrayList<>();
            for (String line : whole(Files.readString(file)).lines().toList()) {
                entries.add(JSON.readValue(line, DriverEntry.class));
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the driver's log " + file, e);
        }
    }

    /** To be called before an event is sent; answers the number to give with its answer. */
    public long sent(Door door, String topic, String key, String source, String id, String type) {
        long number = numbers.incrementAndGet();
        write(new DriverEntry.Sent(Instant.now(), number, door, topic, key, source, id, type));
        return number;
    }

    /** To be called before a poisoned record is sent; answers the number to give with its answer. */
    public long poisoned(Door door, String topic, @Nullable String key, Poison kind, String sha256) {
        long number = numbers.incrementAndGet();
        write(new DriverEntry.Poisoned(Instant.now(), number, door, topic, key, kind, sha256));
        return number;
    }

    /** The broker has it, there. */
    public void acknowledged(long number, int partition, long offset) {
        write(new DriverEntry.Acknowledged(Instant.now(), number, partition, offset));
    }

    /** A service answered 2xx. */
    public void acknowledged(long number) {
        acknowledged(number, -1, -1);
    }

    /** See {@link DriverEntry.Refused}. */
    public void refused(long number, int status, String why) {
        write(new DriverEntry.Refused(Instant.now(), number, status, why));
    }

    /** See {@link DriverEntry.Unanswered}: nothing was answered. */
    public void unanswered(long number, String why) {
        unanswered(number, 0, why);
    }

    /** See {@link DriverEntry.Unanswered}: a service answered, and said nothing that is final. */
    public void unanswered(long number, int status, String why) {
        write(new DriverEntry.Unanswered(Instant.now(), number, status, why));
    }

    /** To be called when a fault is done; answers the number to give when it is over. */
    public long faultBegan(String kind, String target, String detail) {
        long number = numbers.incrementAndGet();
        write(new DriverEntry.FaultBegan(Instant.now(), number, kind, target, detail));
        return number;
    }

    /** The target of the fault serves again. */
    public void faultEnded(long number) {
        write(new DriverEntry.FaultEnded(Instant.now(), number));
    }

    private void write(DriverEntry entry) {
        try {
            byte[] line = (JSON.writerFor(DriverEntry.class).writeValueAsString(entry) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            synchronized (out) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the driver's log", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the driver's log", e);
        }
    }

    /** Removes a line that was cut off; answers the highest number there is. */
    private static long cutToWhatIsWhole(Path file) throws IOException {
        Files.writeString(file, whole(Files.readString(file)));
        return read(file).stream().mapToLong(DriverLog::number).max().orElse(0);
    }

    private static String whole(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static long number(DriverEntry entry) {
        return switch (entry) {
            case DriverEntry.Sent sent -> sent.number();
            case DriverEntry.Poisoned poisoned -> poisoned.number();
            case DriverEntry.Acknowledged answer -> answer.number();
            case DriverEntry.Refused answer -> answer.number();
            case DriverEntry.Unanswered answer -> answer.number();
            case DriverEntry.FaultBegan fault -> fault.number();
            case DriverEntry.FaultEnded fault -> fault.number();
        };
    }
}
