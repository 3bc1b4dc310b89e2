package org.firstline.local;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What people read, in English or Chinese: {@code words.properties} and {@code words_zh.properties}. The language is
 * that of the terminal; {@code FIRSTLINE_LANGUAGE=en} or {@code zh} overrules it.
 */
final class Words {

    private static final Locale LANGUAGE = Optional.ofNullable(System.getenv("FIRSTLINE_LANGUAGE"))
            .map(Locale::forLanguageTag)
            .orElseGet(Locale::getDefault);

    private Words() {}

    /**
     * The text of that name with its blanks filled in.
     *
     * @param values shown as their {@code toString} says; a port stays 8080 and does not become 8,080
     */
    static String of(String name, Object... values) {
        return in(LANGUAGE, name, values);
    }

    /** What a failure says of itself; its kind where it says nothing, as a refused name lookup does. */
    static String why(Throwable failure) {
        var said = failure.getMessage();
        return said == null ? failure.getClass().getSimpleName() : said;
    }

    /** The language of this process. */
    static Locale language() {
        return LANGUAGE;
    }

    static String in(Locale language, String name, Object... values) {
        var text = bundle(language).getString(name);
        return new MessageFormat(text, Locale.ROOT)
                .format(Arrays.stream(values).map(String::valueOf).toArray());
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "org.firstline.local.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
