package org.firstline.local.badinput;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets everything that a service takes its settings from to what it cannot be, one at a time, and looks what a person is
 * told. Settings are read as at a start, by the same mappings from the same kinds of sources, without starting the rest.
 */
public final class BadSettings {

    /** Stands in what is bad where a password might; nothing that is told may repeat it. */
    public static final String SECRET = "hunter2";

    /** The system property that says how many are tried at most; the seed decides which. */
    private static final String EACH = "badinput.settings";

    private static final int USUAL = 400;

    private static final List<String> ALWAYS = List.of("firstline.database.", "firstline.post.");

    /** Kinds of bad texts by the last part of a name, where the type of the setting does not say it. */
    private static final Map<String, String> KINDS = Map.of(
            "seal-key", "seal",
            "master-key", "seal",
            "twilio-url", "url",
            "schema", "word",
            "service", "word",
            "unknown-region", "word");

    /** What is read by others than our mappings. */
    private static final Map<String, String> ELSEWHERE = new TreeMap<>(Map.of(
            "quarkus.http.port", "port",
            "quarkus.management.port", "port",
            "quarkus.oidc.auth-server-url", "url",
            "kafka.bootstrap.servers", "servers",
            "kafka.security.protocol", "word",
            "kafka.sasl.jaas.config", "login",
            "kafka.request.timeout.ms", "count",
            "kafka.max.request.size", "count",
            "firstline.post.relay.batch.size", "count",
            "firstline.post.relay.compression.type", "word"));

    /** One setting that is bad. */
    private record Attempt(String id, Map<String, String> file, Map<String, String> variables, String names) {}

    /** A property of a mapping. */
    private record Setting(Type type, boolean isOptional, boolean isMap) {}

    private final List<Class<?>> mappings;
    private final Map<String, String> good;
    private final Map<String, Setting> settings = new TreeMap<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Random random;

    private BadSettings(String service, List<Class<?>> mappings, Map<String, String> good) {
        this.mappings = List.copyOf(mappings);
        this.good = Map.copyOf(good);
        this.random = BadInput.random("the settings of " + service);
        mappings.forEach(
                mapping -> read(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping));
    }

    /**
     * Everything a service is set by: its {@code application.properties}, and all mappings in these folders of classes.
     *
     * @param service as it is called in its settings
     * @param more what must be set and has no default
     */
    public static BadSettings of(String service, Map<String, String> more, Path... classes) {
        Map<String, String> good = new HashMap<>(properties());
        good.keySet().removeIf(name -> name.startsWith("%"));
        good.putAll(more);
        return new BadSettings(
                service,
                Stream.of(classes).flatMap(folder -> mappings(folder).stream()).toList(),
                good);
    }

    /** What is told of the settings as they are; empty when they are good, as they must be. */
    public Optional<String> startRightly() {
        return start(Map.of(), Map.of());
    }

    /**
     * Starts with each bad setting.
     *
     * @return what was not told as it must be, one line each; empty when all is well
     */
    public List<String> start() {
        List<Attempt> attempts = new ArrayList<>();
        settings.forEach((name, setting) -> values(name, setting, attempts));
        ELSEWHERE.forEach((name, kind) -> lines(kind).forEach((id, value) -> put(attempts, name, id, value)));
        names(attempts);
        Collections.shuffle(attempts, random);
        List<String> offences = new ArrayList<>();
        for (Attempt attempt : attempts.subList(0, Math.min(Integer.getInteger(EACH, USUAL), attempts.size()))) {
            Optional<String> told = start(attempt.file(), attempt.variables());
            asked.merge(attempt.names().split("\\|")[0], 1, Integer::sum);
            String wrong = wrongWith(attempt, told.orElse(null));
            if (wrong != null) {
                offences.add(attempt.id() + ": " + wrong + ", found " + told.orElse("a start"));
            }
        }
        System.out.println("Bad settings tried: " + asked() + " of " + attempts.size());
        return offences;
    }

    /** How many were tried. */
    public int asked() {
        return asked.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Starts with some settings.
     *
     * @return what a person is told; empty when nothing is wrong
     */
    public Optional<String> start(Map<String, String> file, Map<String, String> variables) {
        Map<String, String> asIs = new HashMap<>(good);
        asIs.keySet().removeAll(file.keySet());
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(getClass().getClassLoader())
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDiscoveredCustomizers()
                // As the framework does it.
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                .withSources(new PropertiesConfigSource(asIs, "as they are", 250))
                .withSources(new EnvConfigSource(variables, 300))
                .withSources(new PropertiesConfigSource(file, "bad", 400));
        mappings.forEach(mapping -> builder.withMapping(ConfigClass.configClass(mapping)));
        try {
            SmallRyeConfig config = builder.build();
            // The framework's own mappings ask for these.
            ELSEWHERE.keySet().stream()
                    .filter(name -> name.startsWith("quarkus."))
                    .forEach(config::getConfigValue);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void read(String prefix, Class<?> mapping) {
        for (Method method : mapping.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers())) {
                continue;
            }
            String name = prefix + "." + StringUtil.skewer(method.getName());
            Type type = method.getGenericReturnType();
            if (type instanceof ParameterizedType generic) {
                Type[] arguments = generic.getActualTypeArguments();
                settings.put(
                        name,
                        new Setting(
                                arguments[arguments.length - 1],
                                method.getReturnType() == Optional.class,
                                method.getReturnType() == Map.class));
            } else if (method.getReturnType().isInterface()) {
                read(name, method.getReturnType());
            } else {
                settings.put(name, new Setting(type, false, false));
            }
            if (method.isAnnotationPresent(WithDefault.class) && good.containsKey(name + "[0]")) {
                throw new IllegalStateException("expected lists to be written with commas");
            }
        }
    }

    private void values(String name, Setting setting, List<Attempt> attempts) {
        String at = setting.isMap() ? name + ".some" : name;
        if (name.equals("firstline.post.relay")) {
            put(attempts, name + ".lingr.ms", "no such name", "5");
            return;
        }
        lines(kind(name, setting)).forEach((id, value) -> {
            boolean isLeftAway = value.isEmpty() && (setting.isOptional() || setting.isMap());
            if (!isLeftAway && !(id.equals("word property") && name.endsWith("-key"))) {
                put(attempts, at, id, value);
            }
        });
        if (!setting.isOptional() && !setting.isMap()) {
            put(attempts, at, "nothing", "");
        }
        if (!Set.of("text", "word").contains(kind(name, setting))) {
            put(attempts, at, "another's value", "${firstline.some-secret}");
            put(attempts, at, "deep in itself", "${a:".repeat(40) + "?" + "}".repeat(40));
        }
        put(attempts, at, "a value of nobody", "${no.such.setting}");
        put(attempts, at, "itself", "${" + at + "}");
        put(attempts, at, "very deep in itself", "${a:".repeat(20_000) + "}".repeat(20_000));
        put(attempts, at, "long", (SECRET + "@").repeat(20_000));
    }

    private static String kind(String name, Setting setting) {
        String named = KINDS.get(name.substring(name.lastIndexOf('.') + 1));
        if (named != null) {
            return named;
        }
        if (name.endsWith(".scripted")) {
            return "script";
        }
        return switch (setting.type()) {
            case Class<?> type when type == Duration.class -> "span";
            case Class<?> type when type == int.class || type == double.class -> "count";
            case Class<?> type when type == URI.class -> "url";
            case Class<?> type when type == LocalTime.class -> "clock";
            case Class<?> type when type == ZoneId.class -> "zone";
            case Class<?> type when type == String.class -> "text";
            case Class<?> type when type.getSimpleName().equals("DatabaseUrl") -> "database";
            default -> "word";
        };
    }

    /** Of what is written in the corpus; what is no word of ours is no number, time or address either. */
    public static Map<String, String> lines(String kind) {
        Map<String, String> lines = new LinkedHashMap<>();
        Corpus.of(kind).forEach(line -> lines.put(kind + " " + line.name(), line.text()));
        if (!kind.equals("text")) {
            Corpus.of("word").forEach(line -> lines.put("word " + line.name(), line.text()));
        }
        return lines;
    }

    /** In a file or as a variable, as it happens; both are read in the same way. */
    private void put(List<Attempt> attempts, String name, String id, String value) {
        boolean isVariable = random.nextBoolean() && !name.endsWith(".some");
        attempts.add(new Attempt(
                (isVariable ? variable(name) : name) + " is " + id,
                isVariable
                        ? Map.of("firstline.some-secret", SECRET)
                        : Map.of(name, value, "firstline.some-secret", SECRET),
                isVariable ? Map.of(variable(name), value) : Map.of(),
                name.endsWith("-key") ? name + "|firstline.seal-key" : name));
    }

    /** Names with a slip in them, and such as nobody ever knew. */
    private void names(List<Attempt> attempts) {
        for (String name : settings.keySet()) {
            int root = name.indexOf('.', name.indexOf('.') + 1) + 1;
            if (settings.get(name).isMap() || root >= name.length() - 4) {
                continue;
            }
            int at = root + random.nextInt(name.length() - root);
            if (!Character.isLetter(name.charAt(at))) {
                at++;
            }
            String slip = random.nextBoolean()
                    ? name.substring(0, at) + name.substring(at + 1)
                    : name.substring(0, at) + 'x' + name.substring(at);
            attempts.add(new Attempt(name + " as " + slip, Map.of(slip, "1"), Map.of(), slip));
            attempts.add(new Attempt(
                    name + " as " + variable(slip),
                    Map.of(),
                    Map.of(variable(slip), "1"),
                    variable(slip) + "|"
                            + variable(slip).toLowerCase(Locale.ROOT).replace('_', '.')));
        }
        for (String prefix : prefixes()) {
            for (String name : List.of("hostile", "__proto__", "class", "13912345678", "a\u0000b", "x".repeat(3_000))) {
                attempts.add(new Attempt(
                        prefix + name.substring(0, Math.min(20, name.length())) + " is not known",
                        Map.of(prefix + name, "1"),
                        Map.of(),
                        prefix));
            }
        }
        for (String variable : List.of("KAFKA_BOOTSTRAP_SERVER", "KAFKA_SECURTY_PROTOCOL", "KAFKA_SASL_JASS_CONFIG")) {
            attempts.add(new Attempt(
                    variable,
                    Map.of(),
                    Map.of(variable, SECRET),
                    variable + "|" + variable.toLowerCase(Locale.ROOT).replace('_', '.')));
        }
    }

    private List<String> prefixes() {
        return Stream.concat(
                        ALWAYS.stream(),
                        mappings.stream()
                                .map(mapping -> mapping.getAnnotation(ConfigMapping.class)
                                                .prefix() + "."))
                .distinct()
                .toList();
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static @Nullable String wrongWith(Attempt attempt, @Nullable String told) {
        if (told == null) {
            return "expected no start";
        }
        if (!told.contains("expected") || !told.contains("found")) {
            return "expected to be told what was expected and what was found";
        }
        if (!BadInput.isNamed(attempt.names(), told)) {
            return "expected it to name " + attempt.names();
        }
        if (BadInput.INSIDES
                        .matcher(told.replaceAll("firstline\\.[\\w.-]+", ""))
                        .find()
                || told.contains("SRCFG")) {
            return "expected words for people";
        }
        if (told.contains(SECRET)) {
            return "expected nothing that may be a secret";
        }
        return told.lines().count() > 3 || told.length() > 2_000 ? "expected it to be short" : null;
    }

    private static Map<String, String> properties() {
        Properties properties = new Properties();
        try (InputStream file = BadSettings.class.getResourceAsStream("/application.properties")) {
            if (file == null) {
                throw new IllegalStateException("expected application.properties on the class path");
            }
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    /** The mappings are found in the classes, so that none is forgotten. */
    private static List<Class<?>> mappings(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> folder.relativize(file).toString().replaceFirst("\\.class$", ""))
                    .map(file -> file.replace('/', '.').replace('\\', '.'))
                    .<Class<?>>map(BadSettings::named)
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, BadSettings.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("expected " + name + " on the class path", e);
        }
    }
}
