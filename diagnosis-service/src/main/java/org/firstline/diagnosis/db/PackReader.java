package org.firstline.diagnosis.db;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.firstline.diagnosis.domain.Cause;
import org.firstline.diagnosis.domain.Check;
import org.firstline.diagnosis.domain.Guidance;
import org.firstline.diagnosis.domain.Level;
import org.firstline.diagnosis.domain.Pack;
import org.firstline.diagnosis.domain.PackVersion;
import org.firstline.diagnosis.domain.ServiceLine;
import org.firstline.diagnosis.domain.SymptomLink;
import org.firstline.diagnosis.domain.Words;

/**
 * Reads a knowledge pack from YAML or JSON and holds it to what a pack must be: every field known, every number within its
 * bounds, every row of probabilities adding up to 1, every code that is named somewhere defined.
 */
public final class PackReader {

    /** By how much a row of probabilities may miss 1. */
    private static final double ROUNDING = 0.001;

    private static final ObjectMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final PackNode root;
    private final Set<String> causes = new LinkedHashSet<>();
    private final Set<String> guidance = new LinkedHashSet<>();

    private PackReader(PackNode root) {
        this.root = root;
    }

    /**
     * Reads a pack.
     *
     * @param file what the text is called in complaints
     * @param text YAML; JSON is YAML too
     * @throws PackViolation naming file, path, what was expected and what was found
     */
    public static Pack read(String file, String text) {
        try {
            JsonNode tree = YAML.readTree(text);
            return read(file, tree == null ? NullNode.getInstance() : tree);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new PackViolation(
                    file,
                    at == null ? "(whole file)" : "line " + at.getLineNr(),
                    "one document of well-formed YAML, each name once",
                    "something else");
        }
    }

    /** Reads a pack that is a tree already. */
    public static Pack read(String file, JsonNode tree) {
        return new PackReader(new PackNode(file, "", tree)).pack();
    }

    private Pack pack() {
        root.object(
                "id",
                "version",
                "serviceLines",
                "actAt",
                "nameAt",
                "faultClass",
                "causes",
                "symptoms",
                "checks",
                "guidance");
        double actAt = root.get("actAt").number(0, 0.999);
        double nameAt = root.get("nameAt").number(0, actAt);
        // What the others refer to is read first.
        List<Guidance> guides = unique("guidance", root.get("guidance").list(0, this::guidance), Guidance::code);
        guides.forEach(g -> guidance.add(g.code()));
        List<Cause> all = unique("causes", root.get("causes").list(2, this::cause), Cause::code);
        all.forEach(c -> causes.add(c.code()));
        List<Check> checks = unique("checks", root.get("checks").list(0, this::check), Check::code);
        if (checks.size() + guides.size() > Pack.MOST_STEPS) {
            throw root.get("checks")
                    .wrong(
                            "at most " + Pack.MOST_STEPS + " checks and guidance together",
                            Integer.toString(checks.size() + guides.size()));
        }
        Set<String> stepCodes = new HashSet<>(guidance);
        checks.forEach(check -> {
            if (!stepCodes.add(check.code())) {
                throw root.get("checks").wrong("codes that no guidance has", check.code());
            }
        });
        double priors = all.stream().mapToDouble(Cause::prior).sum();
        if (Math.abs(priors - 1) > ROUNDING) {
            throw root.get("causes").wrong("priors that add up to 1", Double.toString(priors));
        }
        return new Pack(
                new PackVersion(root.get("id").code(), root.get("version").whole(1, 1_000_000)),
                root.get("serviceLines").list(1, n -> n.word(ServiceLine.class).name()),
                actAt,
                nameAt,
                root.get("faultClass").code(),
                all,
                unique("symptoms", root.get("symptoms").list(0, this::symptom), SymptomLink::code),
                checks,
                guides);
    }

    private Cause cause(PackNode at) {
        at.object("code", "name", "prior", "remedy", "faultClass", "impact", "guidance", "workaround", "solution");
        Cause.Remedy remedy = at.get("remedy").word(Cause.Remedy.class);
        PackNode guides = at.find("guidance");
        List<String> codes = guides == null ? List.of() : guides.list(0, n -> known(n, guidance, "guidance"));
        if (codes.isEmpty() != (remedy == Cause.Remedy.DEPARTMENT)) {
            throw at.wrong(
                    "guidance exactly where the customer or the first line can remove the cause",
                    remedy + " with " + codes.size());
        }
        PackNode workaround = at.find("workaround");
        return new Cause(
                at.get("code").code(),
                words(at.get("name")),
                at.get("prior").number(0, 1),
                remedy,
                at.get("faultClass").code(),
                at.get("impact").word(Level.class),
                codes,
                workaround == null ? null : known(workaround, guidance, "guidance"),
                words(at.get("solution")));
    }

    private Guidance guidance(PackNode at) {
        at.object("code", "by", "steps", "say", "minutes", "safety", "workaround", "effectiveness");
        PackNode safety = at.find("safety");
        PackNode workaround = at.find("workaround");
        return new Guidance(
                at.get("code").code(),
                at.get("by").word(Guidance.Actor.class),
                at.get("steps").list(1, PackReader::words),
                words(at.get("say")),
                at.get("minutes").number(0, 240),
                safety == null ? null : words(safety),
                workaround != null && workaround.yes(),
                at.get("effectiveness").number(0, 0.999));
    }

    private SymptomLink symptom(PackNode at) {
        at.object("code", "name", "faultClass", "usually", "under", "concludes");
        Map<String, Double> under = new HashMap<>();
        PackNode rows = at.find("under");
        if (rows != null) {
            rows.entries().forEach((cause, n) -> under.put(cause(cause, n), n.number(0, 0.999)));
        }
        PackNode concludes = at.find("concludes");
        return new SymptomLink(
                at.get("code").code(),
                words(at.get("name")),
                at.get("faultClass").code(),
                at.get("usually").number(0, 0.999),
                under,
                concludes == null ? null : known(concludes, causes, "cause"));
    }

    private Check check(PackNode at) {
        at.object("code", "technical", "say", "minutes", "source", "values", "under");
        Map<String, Map<String, Double>> byValue = new HashMap<>();
        List<Check.Value> usual =
                unique("values", at.get("values").list(2, n -> value(n, Map.of())), Check.Value::code);
        List<String> codes = usual.stream().map(Check.Value::code).toList();
        double sum = usual.stream().mapToDouble(Check.Value::usually).sum();
        if (Math.abs(sum - 1) > ROUNDING) {
            throw at.get("values").wrong("values whose `usually` add up to 1", Double.toString(sum));
        }
        PackNode under = at.find("under");
        if (under != null) {
            under.entries().forEach((cause, row) -> row(cause(cause, row), row, codes, byValue));
        }
        return new Check(
                at.get("code").code(),
                words(at.get("technical")),
                words(at.get("say")),
                at.get("minutes").number(0, 240),
                at.get("source").word(Check.Source.class),
                at.get("values").list(2, n -> value(n, byValue)));
    }

    private static Check.Value value(PackNode at, Map<String, Map<String, Double>> under) {
        at.object("code", "name", "usually");
        String code = at.get("code").code();
        return new Check.Value(
                code, words(at.get("name")), at.get("usually").number(0, 0.999), under.getOrDefault(code, Map.of()));
    }

    private static void row(String cause, PackNode row, List<String> values, Map<String, Map<String, Double>> byValue) {
        row.object(values.toArray(String[]::new));
        double sum = 0;
        for (String value : values) {
            double p = row.get(value).number(0, 0.999);
            byValue.computeIfAbsent(value, v -> new HashMap<>()).put(cause, p);
            sum += p;
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            throw row.wrong("probabilities that add up to 1", Double.toString(sum));
        }
    }

    private static Words words(PackNode at) {
        at.object("zh", "en");
        return new Words(at.get("zh").text(), at.get("en").text());
    }

    private String cause(String code, PackNode at) {
        if (!causes.contains(code)) {
            throw at.wrong("the code of a cause of this pack", "another code");
        }
        return code;
    }

    private static String known(PackNode at, Set<String> codes, String what) {
        if (!codes.contains(at.code())) {
            throw at.wrong("the code of a " + what + " of this pack", "another code");
        }
        return at.code();
    }

    private <T> List<T> unique(String field, List<T> items, Function<T, String> code) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(code.apply(item))) {
                throw new PackNode(root.file(), field, NullNode.getInstance())
                        .wrong("each code once", "twice " + code.apply(item));
            }
        }
        return items;
    }
}
