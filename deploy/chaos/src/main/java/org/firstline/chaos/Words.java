package org.firstline.chaos;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** What people read at the terminal, in English or Chinese: {@code words.properties} and {@code words_zh.properties}. */
final class Words {

    private Words() {}

    /** The text of that name in the terminal's language, its blanks filled in as {@code toString} says. */
    static String of(String name, Object... values) {
        return in(org.firstline.drive.Words.LANGUAGE, name, values);
    }

    static String in(Locale language, String name, Object... values) {
        return new MessageFormat(bundle(language).getString(name), Locale.ROOT)
                .format(Arrays.stream(values).map(String::valueOf).toArray());
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "org.firstline.chaos.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
