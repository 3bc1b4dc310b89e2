package org.firstline.escalation.db;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.firstline.escalation.domain.DeadlinePolicy;
import org.firstline.escalation.domain.Department;
import org.firstline.escalation.domain.RoutingRule;
import org.firstline.escalation.domain.Rulebook;

/**
 * What a new installation begins with, from {@code data/starter.yaml}.
 *
 * @param version rises when there is something more to import; what was imported once is never imported again
 */
public record StarterData(
        int version, List<Department> departments, List<RoutingRule> rules, List<DeadlinePolicy> policies) {

    private static final String FILE = "/data/starter.yaml";

    public StarterData {
        departments = List.copyOf(departments);
        rules = List.copyOf(rules);
        policies = List.copyOf(policies);
    }

    /** Reads the file that ships with this service. */
    public static StarterData read() {
        try (InputStream file = StarterData.class.getResourceAsStream(FILE)) {
            return Json.on(JsonMapper.builder(new YAMLFactory()))
                    .readerFor(StarterData.class)
                    .readValue(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected " + FILE + " to be starter data", e);
        }
    }

    /** All of it as one rulebook. */
    public Rulebook rulebook() {
        return new Rulebook(departments, rules, policies);
    }
}
