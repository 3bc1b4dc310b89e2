package org.firstline.messaging.settings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import jakarta.annotation.Priority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every setting of ours as it is read, and refuses what its rule does not allow. All settings are mapped before
 * anything of a service starts, so nothing has been touched when it refuses; and what is wrong is told all at once.
 *
 * <p>A converter could say no as well, but does not know which setting it converts, and what it says is told behind the
 * value itself, which may be a secret.
 */
@StaticInitSafe
public final class Inspector implements SmallRyeConfigBuilderCustomizer {

    /** Kept, because a logger that nobody keeps forgets its level. */
    private static final Logger STARTS = Logger.getLogger(Quarkus.class.getName());

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        lookAtFiles();
        builder.withInterceptors(new Look(builder)).withValidator(new Consistency(builder.getValidator()));
    }

    /**
     * The framework reads them in a static initialiser, of whose failure it would log a stack trace and nothing else. All
     * that is to be said of this one has been said then.
     */
    private static void lookAtFiles() {
        try {
            SettingsFile.lookAtAll(Path.of(System.getProperty("user.dir")));
        } catch (BadSetting bad) {
            System.err.println(bad.getMessage());
            STARTS.setLevel(Level.OFF);
            throw bad;
        }
    }

    /** After each setting by itself, still before anything has started. */
    private record Consistency(ConfigValidator others) implements ConfigValidator {

        @Override
        public void validateMapping(Class<?> mapping, String prefix, Object settings) {
            others.validateMapping(mapping, prefix, settings);
            Together together = mapping.getAnnotation(Together.class);
            if (together != null) {
                List<String> contradictions = contradictions(together.value(), settings);
                if (!contradictions.isEmpty()) {
                    throw new BadSetting(contradictions);
                }
            }
        }

        @SuppressWarnings("unchecked")
        private static List<String> contradictions(Class<? extends Function<?, List<String>>> finder, Object settings) {
            try {
                return ((Function<Object, List<String>>) finder.getConstructor().newInstance()).apply(settings);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("expected " + finder + " to have a public constructor", e);
            }
        }
    }

    /** The mappings are known when all who build have built: they are asked for at the first setting that is read. */
    @Priority(Priorities.APPLICATION + 1_000)
    private static final class Look implements ConfigSourceInterceptor {

        private static final long serialVersionUID = 1;

        /** A setting that takes its value from another: people set the other one. */
        private static final Pattern OTHER = Pattern.compile("\\$\\{([\\w.-]+)}");

        private final transient SmallRyeConfigBuilder builder;
        private transient @Nullable Rules rules;

        Look(SmallRyeConfigBuilder builder) {
            this.builder = builder;
        }

        @Override
        public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
            if (!Expressions.isEnabled() || !isOurs(name)) {
                return context.proceed(name);
            }
            List<String> wrong = new ArrayList<>();
            @Nullable ConfigValue value = null;
            Rule rule = rules().of(name).orElse(null);
            boolean isUnreadable = false;
            try {
                value = context.proceed(name);
            } catch (NoSuchElementException | IllegalArgumentException | StackOverflowError e) {
                // An expression that leads nowhere, or round in a circle, or deeper than anybody reads.
                if (rule == null) {
                    throw e;
                }
                isUnreadable = true;
            }
            String told = rule == null ? null : told(context, name, rule, value, isUnreadable);
            if (told != null) {
                wrong.add(told);
            }
            if (rules().isFirst(name)) {
                wrong.addAll(wrongElsewhere(context));
            }
            if (!wrong.isEmpty()) {
                throw new BadSetting(wrong);
            }
            return value;
        }

        private static boolean isOurs(String name) {
            return name.startsWith("firstline.") || name.startsWith("quarkus.");
        }

        private Rules rules() {
            Rules known = rules;
            if (known == null) {
                known = Rules.of(builder.getMappingsBuilder().getMappings());
                rules = known;
            }
            return known;
        }

        private static @Nullable String told(
                ConfigSourceInterceptorContext context,
                String name,
                Rule rule,
                @Nullable ConfigValue value,
                boolean isUnreadable) {
            String written = written(context, name);
            Matcher other = OTHER.matcher(written);
            if (isUnreadable && !other.matches()) {
                return BadSetting.line(name, rule.expected(), "an expression that cannot be followed to its end");
            }
            String read = value == null ? null : value.getValue();
            // What another setting holds may be a secret there.
            boolean leadsNowhere = read == null && !written.isEmpty();
            String found = leadsNowhere
                    ? "the name of a setting that is not there"
                    : (written.equals(read) ? rule : rule.withoutShowing()).wrong(read);
            if (found == null) {
                return null;
            }
            return other.matches()
                    ? BadSetting.line(other.group(1), rule.expected(), found + " (it sets " + name + ")")
                    : BadSetting.line(name, rule.expected(), found);
        }

        private static String written(ConfigSourceInterceptorContext context, String name) {
            ConfigValue written = Expressions.withoutExpansion(() -> context.proceed(name));
            return written == null || written.getValue() == null ? "" : written.getValue();
        }

        /** What no mapping reads: the settings of Kafka's clients, and names that are almost one of ours. */
        private List<String> wrongElsewhere(ConfigSourceInterceptorContext context) {
            List<String> wrong = new ArrayList<>();
            Set<String> names = new TreeSet<>(KafkaSettings.USUAL);
            for (Iterator<String> all = context.iterateNames(); all.hasNext(); ) {
                names.add(all.next());
            }
            for (String name : names) {
                String told = name.startsWith(KafkaSettings.PREFIX) ? wrongForKafka(context, name) : null;
                if (told == null) {
                    told = wrongName(context, name);
                }
                if (told != null && !wrong.contains(told)) {
                    wrong.add(told);
                }
            }
            return wrong;
        }

        private static @Nullable String wrongForKafka(ConfigSourceInterceptorContext context, String name) {
            ConfigValue value = context.proceed(name);
            Rule rule = KafkaSettings.of(name.substring(KafkaSettings.PREFIX.length()))
                    .orElse(null);
            String found = rule == null ? null : rule.wrong(value == null ? null : value.getValue());
            return rule == null || found == null ? null : BadSetting.line(name, rule.expected(), found);
        }

        /**
         * The environment is shared with others, who may begin their variables as we do; there only a slip is told. In a
         * file everything under our names is meant for us.
         */
        private @Nullable String wrongName(ConfigSourceInterceptorContext context, String name) {
            String meant = rules().meantBy(name).orElse(null);
            if (meant == null) {
                return null;
            }
            boolean isInFile = name.startsWith("firstline.") && !isFromEnvironment(context, name);
            if (!isInFile && !Rules.isSlip(name, meant)) {
                return null;
            }
            return Rule.shown(name) + ": expected a setting that there is, perhaps " + meant + ", found no such name";
        }

        private static boolean isFromEnvironment(ConfigSourceInterceptorContext context, String name) {
            ConfigValue value = Expressions.withoutExpansion(() -> context.proceed(name));
            return value == null
                    || value.getConfigSourceName() == null
                    || value.getConfigSourceName().startsWith("EnvConfigSource");
        }
    }
}
