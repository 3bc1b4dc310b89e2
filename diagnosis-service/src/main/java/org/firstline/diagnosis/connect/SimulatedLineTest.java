package org.firstline.diagnosis.connect;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.diagnosis.domain.Facts;

/**
 * Stands in for network management: the same service always answers the same. One service in eight has each of four
 * faults, the others are well; settings may say otherwise for single services.
 */
final class SimulatedLineTest implements LineTest {

    private static final Map<String, String> WELL = Map.of(
            "olt.port-state", "up",
            "ont.optical-power", "normal",
            "ont.registration", "online",
            "account.state", "active",
            "radius.session", "up",
            "alarms.area", "none");

    private static final List<Map<String, String>> FAULTS = List.of(
            Map.of("ont.optical-power", "none", "ont.registration", "offline", "radius.session", "none"),
            Map.of("ont.optical-power", "low"),
            Map.of("account.state", "suspended", "radius.session", "refused"),
            Map.of("olt.port-state", "down", "alarms.area", "active", "ont.registration", "offline"));

    private static final int KINDS = 8;

    private final Map<String, String> scripted;

    SimulatedLineTest(Map<String, String> scripted) {
        this.scripted = Map.copyOf(scripted);
        scripted.values().forEach(SimulatedLineTest::script);
    }

    @Override
    public Uni<Map<String, String>> ask(Facts facts, Set<String> checks) {
        Map<String, String> answers = new HashMap<>(WELL);
        String script = scripted.get(facts.serviceRef());
        if (script != null) {
            answers = script(script);
        } else {
            int kind = Math.floorMod(facts.serviceRef().hashCode(), KINDS);
            answers.putAll(kind < FAULTS.size() ? FAULTS.get(kind) : Map.of());
        }
        answers.keySet().retainAll(checks);
        return Uni.createFrom().item(Map.copyOf(answers));
    }

    private static Map<String, String> script(String text) {
        Map<String, String> answers = new HashMap<>();
        for (String one : text.split(";")) {
            String[] parts = one.strip().split("=");
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "firstline.diagnosis.line-test.scripted: expected check=value;check=value, found something else");
            }
            answers.put(parts[0].strip(), parts[1].strip());
        }
        return answers;
    }
}
