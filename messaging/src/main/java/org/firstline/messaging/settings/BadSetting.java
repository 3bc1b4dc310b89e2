package org.firstline.messaging.settings;

import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Locale;

/**
 * Settings that stop a service at its start. Of this exception Quarkus prints the message and nothing else, wherever in
 * the start it comes from; thrown while settings are mapped, it becomes one line of a list, which is made with
 * {@link #toString}.
 */
public final class BadSetting extends ConfigValidationException {

    private static final long serialVersionUID = 1;

    private final String message;

    /** @param wrong one line each: which setting, what was expected, what was found */
    public BadSetting(List<String> wrong) {
        super(wrong.stream().map(Problem::new).toArray(Problem[]::new));
        this.message = String.join("\n\t", wrong);
    }

    /** One setting, as a person sets it. */
    public static BadSetting of(String setting, String expected, String found) {
        return new BadSetting(List.of(line(setting, expected, found)));
    }

    /** The line for one setting.
     *
     * @param found never a secret
     */
    public static String line(String setting, String expected, String found) {
        return named(setting) + ": expected " + expected + ", found " + found;
    }

    /** How a person sets it: by name or as a variable. */
    static String named(String setting) {
        return setting + " (" + variable(setting) + ")";
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public String toString() {
        return message;
    }
}
