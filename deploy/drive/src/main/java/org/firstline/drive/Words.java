package org.firstline.drive;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What people read at the terminal, in English or Chinese: {@code words.properties} and {@code words_zh.properties}. The
 * language is that of the terminal; {@code FIRSTLINE_LANGUAGE=en} or {@code zh} overrules it.
 */
public final class Words {

    /** The language of this terminal. */
    public static final Locale LANGUAGE = Optional.ofNullable(System.getenv("FIRSTLINE_LANGUAGE"))
            .map(Locale::forLanguageTag)
            .orElseGet(Locale::getDefault);

    private Words() {}

    /** The text of that name in the terminal's language, its blanks filled in as {@code toString} says. */
    public static String of(String name, Object... values) {
        return in(LANGUAGE, name, values);
    }

    static String in(Locale language, String name, Object... values) {
        return new MessageFormat(bundle(language).getString(name), Locale.ROOT)
                .format(Arrays.stream(values).map(String::valueOf).toArray());
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "org.firstline.drive.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
