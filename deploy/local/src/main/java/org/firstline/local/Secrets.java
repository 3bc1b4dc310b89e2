package org.firstline.local;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Every secret of one data directory, made once and kept in {@code secrets.properties} (mode 600). A secret that a
 * newer version needs is added to the file when it is first asked for.
 */
public final class Secrets {

    /** Platform name for {@link #platformSecret}. */
    public static final String TWILIO = "twilio";

    /** Platform name for {@link #platformSecret}. */
    public static final String AMAZON_CONNECT = "amazon-connect";

    private static final String FILE = "secrets.properties";
    private static final int KEY_BYTES = 32;
    /** Platforms whose callbacks intake checks by signature. */
    private static final List<String> PLATFORMS = List.of(TWILIO, AMAZON_CONNECT);

    private final Path file;
    private final SortedMap<String, String> values;

    private Secrets(Path file, SortedMap<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** The secrets of that data directory; makes the file if there is none. */
    public static Secrets in(Path data) {
        var file = data.resolve(FILE);
        var values = new TreeMap<String, String>();
        if (Files.exists(file)) {
            var properties = new Properties();
            try {
                properties.load(new StringReader(Files.readString(file)));
            } catch (IOException | IllegalArgumentException e) {
                throw new LocalTrouble(Words.of("secrets-broken", file, Words.why(e)), e);
            }
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
            values.forEach((name, value) -> {
                if (!isSecret(name, value)) {
                    throw new LocalTrouble(Words.of("secrets-broken", file, Words.of("secret-broken", name)));
                }
            });
        }
        var secrets = new Secrets(file, values);
        secrets.completeAll();
        return secrets;
    }

    /** The password of PostgreSQL's administrator. */
    public String postgresPassword() {
        return get("postgres.password");
    }

    /** The password of the service's database role. */
    public String databasePassword(Service service) {
        return get("database." + service.id() + ".password");
    }

    /** The database passwords of all services. */
    public Map<Service, String> databasePasswords() {
        var passwords = new LinkedHashMap<Service, String>();
        for (var service : Service.values()) {
            passwords.put(service, databasePassword(service));
        }
        return passwords;
    }

    /** The key under which the service seals bytes at rest: 32 bytes, base64. */
    public String sealKey(Service service) {
        return get("seal." + service.id() + ".key");
    }

    /** The key that wraps intake's keys for personal data: 32 bytes, base64. */
    public String intakeMasterKey() {
        return get("intake.master.key");
    }

    /** The secret with which a platform signs its callbacks, for example of {@code twilio}. */
    public String platformSecret(String platform) {
        return get("platform." + platform + ".secret");
    }

    /** The service's client secret at the issuer. */
    public String clientSecret(Service service) {
        return get("client." + service.id() + ".secret");
    }

    /** The password of a principal on the broker. */
    public String brokerPassword(String principal) {
        return get("kafka." + principal + ".password");
    }

    /** The passwords of all principals, the broker's own among them. */
    Map<String, String> brokerPasswords() {
        var passwords = new LinkedHashMap<String, String>();
        passwords.put(LocalBroker.BROKER, brokerPassword(LocalBroker.BROKER));
        Acls.principals().forEach(principal -> passwords.put(principal, brokerPassword(principal)));
        return passwords;
    }

    private String get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No secret is called " + name + " in " + file);
        }
        return value;
    }

    /** What a slip in an editor leaves is told here, not by a service that cannot open its data. */
    private static boolean isSecret(String name, String value) {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        if (!name.equals("intake.master.key") && !name.matches("seal\\..*\\.key")) {
            return true;
        }
        try {
            return Base64.getDecoder().decode(value).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void completeAll() {
        int before = values.size();
        complete("postgres.password", Passwords::fresh);
        for (var service : Service.values()) {
            complete("database." + service.id() + ".password", Passwords::fresh);
            complete("seal." + service.id() + ".key", Passwords::freshKey);
            complete("client." + service.id() + ".secret", Passwords::fresh);
        }
        complete("intake.master.key", Passwords::freshKey);
        for (var platform : PLATFORMS) {
            complete("platform." + platform + ".secret", Passwords::fresh);
        }
        complete("kafka." + LocalBroker.BROKER + ".password", Passwords::fresh);
        Acls.principals().forEach(principal -> complete("kafka." + principal + ".password", Passwords::fresh));
        if (values.size() != before) {
            save();
        }
    }

    private void complete(String name, Supplier<String> fresh) {
        values.computeIfAbsent(name, missing -> fresh.get());
    }

    private void save() {
        var text = new StringBuilder("# Made by Firstline. Whoever can read this file can read the data beside it.\n");
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the directory of " + file, e);
        }
        Directories.writePrivate(file, text.toString());
    }
}
