package org.firstline.messaging.settings;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rules of everything that a service takes its settings from, read from its mappings. */
final class Rules {

    /** Whose mappings are read; those of the framework are its own business. */
    private static final String OURS = "org.firstline.";

    private static final String RELAY = "firstline.post.relay.";

    /** Letters that a slip of the pen changes, leaves away or puts in. */
    private static final int SLIP = 2;

    private static final Rule PORT = new Rule(
            "a port from 0 to 65535", Rule.Presence.NOT_EMPTY, false, value -> Rule.isBetween(0, 65_535, value));

    /** What people set under the framework's names; it would say what is wrong in its own words, or late. */
    private static final Map<String, Rule> OF_THE_FRAMEWORK = Map.of(
            "quarkus.http.port",
            PORT,
            "quarkus.management.port",
            PORT,
            "quarkus.oidc.auth-server-url",
            Rule.url(),
            "quarkus.oidc-client.auth-server-url",
            Rule.url());

    private final Map<String, Rule> byName = new TreeMap<>();
    private final Map<String, Rule> byPrefix = new TreeMap<>();
    private final Set<String> roots = new TreeSet<>();

    private Rules() {}

    /** Rules of those mappings among these that are ours; none at all when none is. */
    static Rules of(Collection<ConfigClass> mappings) {
        Rules rules = new Rules();
        for (ConfigClass mapping : mappings) {
            if (mapping.getType().getName().startsWith(OURS)) {
                rules.roots.add(mapping.getPrefix() + ".");
                rules.read(mapping.getPrefix(), mapping.getType());
            }
        }
        if (!rules.roots.isEmpty()) {
            rules.byName.putAll(OF_THE_FRAMEWORK);
        }
        return rules;
    }

    private void read(String prefix, Class<?> mapping) {
        for (Method method : mapping.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers())) {
                continue;
            }
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix + "." + (given == null ? StringUtil.skewer(method.getName()) : given.value());
            if (method.getReturnType().isInterface() && !(method.getGenericReturnType() instanceof ParameterizedType)) {
                read(name, method.getReturnType());
            } else if (method.getReturnType() == Map.class) {
                byPrefix.put(name + ".", Rule.of(name, method.getGenericReturnType(), method));
            } else {
                byName.put(name, Rule.of(name, method.getGenericReturnType(), method));
            }
        }
    }

    /** The setting at which all that belongs to no mapping is looked at; empty where nothing is ours. */
    boolean isFirst(String name) {
        return name.equals("firstline.database.url") && byName.containsKey(name);
    }

    /** The rule for a setting; empty for what is not ours. */
    Optional<Rule> of(String name) {
        Rule rule = byName.get(name.replaceFirst("\\[[0-9]+]$", ""));
        if (rule != null || roots.isEmpty()) {
            return Optional.ofNullable(rule);
        }
        if (name.startsWith(RELAY)) {
            return Optional.of(KafkaSettings.ofRelay(name.substring(RELAY.length())));
        }
        return byPrefix.entrySet().stream()
                .filter(one -> name.startsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** All names with a rule, for who makes bad settings of them. */
    Map<String, Rule> all() {
        return Map.copyOf(byName);
    }

    /** The known setting that stands nearest to an unknown name of ours; empty for one that is known, or not ours. */
    Optional<String> meantBy(String name) {
        String plain = plain(name);
        boolean isOurs = roots.stream().anyMatch(root -> plain.startsWith(plain(root)));
        if (!isOurs && !plain.startsWith(plain(KafkaSettings.PREFIX))) {
            return Optional.empty();
        }
        boolean isKnown = byName.keySet().stream().anyMatch(known -> plain.replaceFirst("[0-9]+$", "")
                        .equals(plain(known).replaceFirst("[0-9]+$", "")))
                || byPrefix.keySet().stream().anyMatch(prefix -> plain.startsWith(plain(prefix)));
        if (isKnown
                || KafkaSettings.USUAL.stream().anyMatch(known -> plain(known).equals(plain))) {
            return Optional.empty();
        }
        return Stream.concat(byName.keySet().stream(), KafkaSettings.USUAL.stream())
                .filter(known -> isOurs || known.startsWith(KafkaSettings.PREFIX))
                .min((one, other) -> Integer.compare(distance(plain, plain(one)), distance(plain, plain(other))));
    }

    /** Whether a name is another one with a slip in it. */
    static boolean isSlip(String name, String meant) {
        return distance(plain(name), plain(meant)) <= SLIP;
    }

    /** Alike for a property and the environment variable that sets it. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** How many letters must be changed, left away or put in. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
