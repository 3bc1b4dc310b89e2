package org.firstline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.firstline.contracts.EscalationEvent.WorkOrderOpened;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.contracts.IntakeEvent.CaseOpened;
import org.firstline.contracts.Topics;
import org.firstline.drive.CapturedCall;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.Post;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;
import org.firstline.drive.Transcript;
import org.firstline.local.Acls;
import org.firstline.local.Service;
import org.firstline.local.Suite;
import org.junit.jupiter.api.Test;

/**
 * Each service, the broker and the database are killed with -9 in the middle of the flow of 200 cases, with 5 % of the
 * calls doubled, 5 % out of order and 1 % poison beside them.
 */
class KillsTest {

    private static final String PLATFORM = "kills";
    private static final int CALLS = 200;
    private static final Duration ALL_CLOSED = Duration.ofMinutes(5);
    private static final List<String> VICTIMS =
            List.of("intake", "diagnosis", "escalation", "followup", Suite.BROKER, Suite.POSTGRES);

    private final TheSuite suite = TheSuite.running();
    private final Doors doors = suite.doors();

    @Test
    void nothing_is_lost_doubled_or_stuck_whichever_process_is_killed() throws Exception {
        long seed = Long.getLong("firstline.seed", System.nanoTime());
        System.out.println("KillsTest seed: -Dfirstline.seed=" + seed);
        Random random = new Random(seed);
        long deadBefore = suite.number("select count(*) from intake.dead_letter");
        int poison = 0;
        Transcript heard = new Transcript();

        try (Tail ignored = doors.follow(Doors.topics(), outsiders(heard))) {
            for (int call = 0; call < CALLS; call++) {
                events(call, random).forEach(doors::send);
                if (call % 100 == 50) {
                    poison += poison();
                }
                if (call % 33 == 20 && call / 33 < VICTIMS.size()) {
                    String victim = VICTIMS.get(call / 33);
                    suite.suite().kill9(victim);
                    suite.suite().awaitReady(victim, Duration.ofSeconds(60));
                }
            }
            doors.flush();
            Patience.until(
                    "all " + CALLS + " cases of the calls to be closed",
                    ALL_CLOSED,
                    () -> closed(heard.all()).size() == CALLS);
        }

        List<Heard> said = firstDeliveries(heard.all());
        Set<UUID> cases = opened(said);
        assertThat(cases).as("one case per call").hasSize(CALLS);
        Map<UUID, Set<UUID>> orders = new HashMap<>();
        said.forEach(one -> one.event().ifPresent(event -> {
            if (event instanceof WorkOrderOpened order && cases.contains(order.caseId())) {
                orders.computeIfAbsent(order.caseId(), id -> new HashSet<>()).add(order.workOrderId());
            }
        }));
        assertThat(orders.keySet()).as("cases with a work order").isEqualTo(cases);
        assertThat(orders.values()).as("one work order per escalation").allMatch(ids -> ids.size() == 1);
        assertSequencesRise(said);
        for (Service service : Service.values()) {
            String schema = service.id();
            Patience.until(
                    "the outbox of " + schema + " to be empty",
                    () -> suite.number("select count(*) from " + schema + ".outbox") == 0);
            assertThat(suite.number("select count(*) from " + schema + ".held"))
                    .as("held in " + schema)
                    .isZero();
            assertThat(suite.number("select count(*) from " + schema + ".parked"))
                    .as("parked in " + schema)
                    .isZero();
        }
        int sent = poison;
        Patience.until(
                sent + " poisoned records to be in the dead letters",
                () -> suite.number("select count(*) from intake.dead_letter") - deadBefore == sent);
        assertThat(suite.texts("select reason from intake.dead_letter"))
                .allMatch(reason -> reason.contains("expected"));
    }

    /** Departments and dialers that answer at once, and somebody who writes down what was said. */
    private Consumer<Heard> outsiders(Transcript heard) {
        List<Consumer<Heard>> listeners = new ArrayList<>();
        Doors.departments()
                .forEach(id -> listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
        listeners.add(SimulatedDialer.hearingSolved(doors));
        listeners.add(heard);
        return one -> listeners.forEach(listener -> listener.accept(one));
    }

    private List<Post> events(int number, Random random) {
        String callId = PLATFORM + "-" + UUID.randomUUID();
        String caller = "+86137" + String.format("%08d", number);
        List<Post> posts =
                new ArrayList<>(CapturedCall.of(PLATFORM, callId, caller).posts());
        if (random.nextInt(20) == 0) {
            posts.addAll(List.copyOf(posts));
        }
        if (random.nextInt(20) == 0) {
            Collections.shuffle(posts, random);
        }
        return posts;
    }

    /** One of each kind; answers how many. */
    private int poison() {
        byte[] key = ("poison-" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        byte[] nonsense = "{not json".getBytes(StandardCharsets.UTF_8);
        doors.send(Acls.PLATFORM, new ProducerRecord<>(Topics.CALL_EVENTS, key, nonsense));
        doors.send(Acls.PLATFORM, new ProducerRecord<>(Topics.CALL_EVENTS, null, nonsense));
        doors.send(Acls.PLATFORM, new ProducerRecord<>(Topics.CALL_EVENTS, key, new byte[70_000]));
        return 3;
    }

    private static Set<UUID> opened(List<Heard> heard) {
        Set<UUID> cases = new HashSet<>();
        heard.forEach(one -> one.event().ifPresent(event -> {
            if (event instanceof CaseOpened opened && opened.platform().equals(PLATFORM)) {
                cases.add(opened.caseId());
            }
        }));
        return cases;
    }

    private static Set<UUID> closed(List<Heard> heard) {
        Set<UUID> ours = opened(heard);
        Set<UUID> closed = new HashSet<>();
        heard.forEach(one -> one.event().ifPresent(event -> {
            if (event instanceof CaseClosed end && ours.contains(end.caseId())) {
                closed.add(end.caseId());
            }
        }));
        return closed;
    }

    /** A relay that was killed says some events again; the first time is what counts. */
    private static List<Heard> firstDeliveries(List<Heard> heard) {
        Set<String> seen = new HashSet<>();
        return heard.stream()
                .filter(one -> seen.add(one.topic() + " " + one.source() + "#" + one.id()))
                .toList();
    }

    private static void assertSequencesRise(List<Heard> said) {
        Map<String, Long> last = new HashMap<>();
        for (Heard one : said) {
            if (one.source().startsWith("/firstline/") && one.caseId().isPresent()) {
                Long before = last.put(one.topic() + " " + one.source() + " " + one.key(), one.sequence());
                assertThat(before == null || before < one.sequence())
                        .as("%s of case %s on %s comes after %s", one.sequence(), one.key(), one.topic(), before)
                        .isTrue();
            }
        }
    }
}
