package org.firstline.local;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows a full disk by what is said of it; a file system may also run out of files, or a person out of a quota. */
final class FullDisk {

    private static final Pattern SAID =
            Pattern.compile("No space left on device|Disk quota exceeded", Pattern.CASE_INSENSITIVE);

    private FullDisk() {}

    /** Whether a program says so in what it printed. */
    static boolean isSaidIn(@Nullable String text) {
        return text != null && SAID.matcher(text).find();
    }

    /** Whether this is why something failed. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isSaidIn(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }
}
