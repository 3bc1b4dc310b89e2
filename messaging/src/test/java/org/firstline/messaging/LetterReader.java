package org.firstline.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Any bytes as a record: a letter that is the same after being put aside, or unreadable in words. */
public final class LetterReader {

    private LetterReader() {}

    /**
     * Called by the fuzzer: the first line is the key, those up to an empty one are headers with a colon, the rest is the
     * value.
     */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Parcel parcel = parcel(new String(bytes, StandardCharsets.ISO_8859_1));
        Letter letter;
        try {
            letter = Letter.read(parcel);
        } catch (Unreadable refused) {
            if (refused.getMessage() == null || !refused.getMessage().contains("expected")) {
                throw new IllegalStateException("expected a reason in words", refused);
            }
            return;
        }
        Letter again = Letter.read(Parcel.unpack(letter.asParcel().pack()));
        if (!again.identity().equals(letter.identity())
                || !again.type().equals(letter.type())
                || !again.key().equals(letter.key())
                || again.sequence() != letter.sequence()) {
            throw new IllegalStateException("expected " + letter + ", found " + again);
        }
    }

    private static Parcel parcel(String record) {
        String[] lines = record.split("\n", -1);
        List<Parcel.Label> labels = new ArrayList<>();
        int line = 1;
        for (; line < lines.length && !lines[line].isEmpty(); line++) {
            int colon = lines[line].indexOf(':');
            labels.add(
                    colon < 0
                            ? new Parcel.Label(lines[line], null)
                            : new Parcel.Label(
                                    lines[line].substring(0, colon), bytes(lines[line].substring(colon + 1))));
        }
        int headers = 0;
        for (int i = 0; i < Math.min(line + 1, lines.length); i++) {
            headers += lines[i].length() + 1;
        }
        byte[] value = bytes(record.substring(Math.min(headers, record.length())));
        return new Parcel("topic", 0, 0, Instant.EPOCH, bytes(lines[0]), List.copyOf(labels), value);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
