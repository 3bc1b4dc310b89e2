package org.firstline.followup.connect;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The embedded way out: shows the last messages instead of sending them, in memory, with the address masked. */
public final class ShownMessages implements Outbound {

    /** Most messages that are kept. */
    public static final int MOST = 500;

    /** A message as it may be shown. */
    public record Shown(String noticeId, String channel, String address, String language, String text) {}

    private final Deque<Shown> last = new ArrayDeque<>();

    @Override
    public Uni<Sent> send(Message message) {
        Shown shown = new Shown(
                message.noticeId(), message.channel(), masked(message.address()), message.language(), message.text());
        synchronized (last) {
            last.removeIf(other -> other.noticeId().equals(message.noticeId()));
            last.addFirst(shown);
            if (last.size() > MOST) {
                last.removeLast();
            }
        }
        return Uni.createFrom().item(new Sent.Delivered());
    }

    /** The newest first. */
    public List<Shown> newest(int most) {
        synchronized (last) {
            return last.stream().limit(most).toList();
        }
    }

    /** All but the last two characters, and no trace of the length. */
    static String masked(String address) {
        return "****" + (address.length() > 6 ? address.substring(address.length() - 2) : "");
    }
}
