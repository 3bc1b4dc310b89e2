package org.firstline.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The header Idempotency-Key on what creates something. */
public final class Idempotency {

    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private Idempotency() {}

    /**
     * The key of a creating request.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when it is absent or not 1 to 128 visible ASCII characters
     */
    public static String key(@Nullable String header) {
        if (header == null || !header.strip().matches("[\\x21-\\x7e]{1,128}")) {
            throw Problems.badRequest(
                    HEADER,
                    "a key of 1 to 128 visible ASCII characters, new for each thing that is to be created",
                    header == null ? "nothing" : "something else");
        }
        return header.strip();
    }

    /** Hash of a request's parts, null for one that was not given, by which the same request is known again. */
    public static String fingerprint(@Nullable Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 to be there", e);
        }
    }
}
