package org.firstline.messaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came off a topic, nothing understood yet, so that it can be put aside and worked on later exactly as it
 * was.
 *
 * @param recordedAt the record's time: the broker's where the topic says so
 */
public record Parcel(
        String topic,
        int partition,
        long position,
        Instant recordedAt,
        byte @Nullable [] key,
        List<Label> labels,
        byte @Nullable [] value) {

    /** One header of the record. */
    public record Label(String name, byte @Nullable [] value) {}

    static Parcel of(ConsumerRecord<byte[], byte[]> record) {
        List<Label> labels = new ArrayList<>();
        for (Header header : record.headers()) {
            labels.add(new Label(header.key(), header.value()));
        }
        return new Parcel(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                List.copyOf(labels),
                record.value());
    }

    /** Hash of the key, by which records of one key are recognised without keeping the key; null without a key. */
    @Nullable
    String keyHash() {
        return key == null ? null : hash(key);
    }

    /** Hash of the value; that of nothing for a record without one. */
    String sha256() {
        return hash(value == null ? new byte[0] : value);
    }

    /** The last value of a header as text, or null. */
    @Nullable
    String label(String name) {
        String found = null;
        for (Label label : labels) {
            if (label.name().equals(name) && label.value() != null) {
                found = new String(label.value(), StandardCharsets.UTF_8);
            }
        }
        return found;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 to be there", e);
        }
    }

    byte[] pack() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, topic.getBytes(StandardCharsets.UTF_8));
            out.writeInt(partition);
            out.writeLong(position);
            out.writeLong(recordedAt.toEpochMilli());
            write(out, key);
            out.writeInt(labels.size());
            for (Label label : labels) {
                write(out, label.name().getBytes(StandardCharsets.UTF_8));
                write(out, label.value());
            }
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Parcel unpack(byte[] packed) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
            String topic = text(in);
            int partition = in.readInt();
            long position = in.readLong();
            Instant recordedAt = Instant.ofEpochMilli(in.readLong());
            byte[] key = read(in);
            int count = in.readInt();
            List<Label> labels = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                labels.add(new Label(text(in), read(in)));
            }
            return new Parcel(topic, partition, position, recordedAt, key, List.copyOf(labels), read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** Not writeUTF: a header's name may be longer than its 65,535 bytes. */
    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = read(in);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
