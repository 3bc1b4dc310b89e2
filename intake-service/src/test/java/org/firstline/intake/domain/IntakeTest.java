package org.firstline.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.firstline.intake.domain.Customer.Basis;
import org.firstline.intake.domain.Input.Around;
import org.firstline.intake.domain.Input.News;
import org.firstline.intake.domain.Stage.Identity;
import org.firstline.intake.domain.Terms.Category;
import org.firstline.intake.domain.Terms.CustomerClass;
import org.firstline.intake.domain.Terms.Frequency;
import org.firstline.intake.domain.Terms.Handling;
import org.firstline.intake.domain.Terms.Level;
import org.firstline.intake.domain.Terms.Owner;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.firstline.intake.domain.Terms.Severity;
import org.firstline.intake.domain.Terms.Step;
import org.junit.jupiter.api.Test;

/** The rules of a contact: the golden table of all stages and inputs, and that the order of events is all one. */
class IntakeTest {

    private static final Instant T0 = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant NOW = T0.plusSeconds(600);
    private static final CaseId ID = new CaseId(new UUID(1, 1));
    private static final CaseId OTHER = new CaseId(new UUID(2, 2));
    private static final Policy POLICY = new Policy(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(2),
            Duration.ofHours(1),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            Map.of(Category.BILLING, "billing"));

    private static Customer customer(Basis basis) {
        return new Customer(
                new CustomerRef("cust-" + basis),
                basis,
                basis != Basis.NOTHING,
                "CN-31",
                CustomerClass.RESIDENTIAL,
                List.of());
    }

    private static Symptom anySymptom() {
        return new Symptom("broadband.no-internet", null, null, Frequency.PERMANENT, List.of());
    }

    private static Captured captured(Category category) {
        return new Captured(
                T0.plusSeconds(3),
                "test",
                ServiceLine.BROADBAND,
                category,
                Level.HIGH,
                Level.MEDIUM,
                anySymptom(),
                true);
    }

    private static Input.Heard heard(int second, News news, Customer caller, Around around) {
        return new Input.Heard(T0.plusSeconds(second), true, true, news, caller, around);
    }

    private static Accountable anybody() {
        return new Accountable(Owner.DEPARTMENT, "field-service", Step.RESOLVE_WORK_ORDER, NOW.plusSeconds(60));
    }

    private static Input.CallbackScheduled scheduled(int attempt) {
        Instant callAt = NOW.plusSeconds(36_000L * attempt);
        return new Input.CallbackScheduled(
                attempt, callAt, new Accountable(Owner.FOLLOW_UP, null, Step.CALL_BACK, callAt));
    }

    private static Map<String, Contact> contacts() {
        Customer known = customer(Basis.NUMBER);
        Stage.Opening opening = new Stage.Opening(Handling.PERSON, T0, T0.plusSeconds(600));
        Facts facts = known.facts(ServiceLine.BROADBAND);
        Call rang = new Call(true, false, T0, null, null, null, null, null);
        Call answered = new Call(true, false, T0, T0.plusSeconds(9), null, null, new Call.Agent("20644", T0), null);
        Call lost = new Call(true, false, T0, null, null, T0.plusSeconds(30), null, null);
        Map<String, Contact> all = new LinkedHashMap<>();
        all.put("fresh", Contact.fresh(ID, "test", "call"));
        all.put("ringing", contact(known, rang, new Stage.Ringing(), null));
        all.put(
                "outbound",
                contact(null, new Call(false, true, null, null, null, null, null, null), new Stage.Outbound(), null));
        all.put("waiting", contact(null, answered, new Stage.Waiting(NOW), null));
        all.put("waiting-abandoned", contact(null, lost, new Stage.Waiting(NOW), null));
        all.put("undecided", contact(known, answered, new Stage.Undecided(NOW), null));
        all.put("owed", contact(known, lost, Stage.Owed.promised(NOW), anybody()));
        all.put("owed-and-scheduled", contact(known, lost, new Stage.Owed(NOW, 1), anybody()));
        all.put("settled", contact(known, lost, new Stage.Settled(T0), anybody()));
        all.put("open", contact(known, answered, new Stage.Open(opening, null), anybody()));
        all.put(
                "recorded",
                contact(known, answered, new Stage.Recorded(opening, null, facts, anySymptom()), anybody()));
        all.put(
                "triaged",
                contact(
                        known,
                        answered,
                        new Stage.Triaged(opening, null, facts, anySymptom(), Category.TERMINAL, Severity.MINOR),
                        anybody()));
        all.put(
                "handed-over",
                contact(known, answered, new Stage.HandedOver(opening, facts, Category.BILLING, "billing"), anybody()));
        all.put("attached", contact(known, answered, new Stage.Attached(OTHER), null));
        return all;
    }

    private static Contact contact(Customer customer, Call call, Stage stage, Accountable accountable) {
        return new Contact(ID, "test", "call", customer, call, stage, false, accountable, Set.of());
    }

    private static Map<String, Input> inputs() {
        Customer known = customer(Basis.NUMBER);
        Around busy = new Around(true, OTHER, null);
        Map<String, Input> all = new LinkedHashMap<>();
        all.put("rang", heard(0, new News.Rang(), known, Around.NOTHING));
        all.put("answered", heard(9, new News.Answered("20644"), null, Around.NOTHING));
        all.put("answered-with-open-cases", heard(9, new News.Answered("20644"), known, busy));
        all.put(
                "answered-outbound",
                new Input.Heard(T0, false, true, new News.Answered("20644"), null, Around.NOTHING));
        all.put("passed-on", heard(20, new News.PassedOn("20717"), null, Around.NOTHING));
        all.put("over", heard(60, new News.Over(), null, Around.NOTHING));
        all.put("gave-up", heard(30, new News.GaveUp(), known, Around.NOTHING));
        all.put("gave-up-but-came-later", heard(30, new News.GaveUp(), known, new Around(false, null, NOW)));
        all.put("captured", heard(3, new News.Reported(captured(Category.NETWORK_FAULT)), known, Around.NOTHING));
        all.put(
                "captured-out-of-scope",
                heard(3, new News.Reported(captured(Category.BILLING)), known, Around.NOTHING));
        all.put("captured-same-trouble", heard(3, new News.Reported(captured(Category.NETWORK_FAULT)), known, busy));
        all.put("due", new Input.Due(customer(Basis.NOTHING)));
        all.put("came-through", new Input.CameThrough());
        all.put("attach", new Input.Attach(OTHER, "20644"));
        all.put("take-call", new Input.TakeCall(OTHER, "20644"));
        all.put("open-by-hand", new Input.OpenByHand("20644", known));
        all.put("record", new Input.Record(ServiceLine.BROADBAND, anySymptom(), "20644", known));
        all.put(
                "identity-checked",
                new Input.IdentityChecked(new Identity("pin", Identity.Result.VERIFIED, T0), known));
        all.put("triage", new Input.Triage(Category.TERMINAL, Level.LOW, Level.LOW, "20644"));
        all.put("triage-out-of-scope", new Input.Triage(Category.BILLING, Level.LOW, Level.LOW, "20644"));
        all.put("owner-changed", new Input.OwnerChanged(new Accountable(Owner.FOLLOW_UP, null, Step.CALL_BACK, NOW)));
        all.put("callback-scheduled", scheduled(1));
        all.put("callback-scheduled-again", scheduled(2));
        all.put("department-got", new Input.DepartmentGot("access-network", anybody()));
        all.put("closed", new Input.Closed(new Accountable(Owner.FOLLOW_UP, null, Step.NONE, null)));
        all.put("reopened", new Input.Reopened(new Accountable(Owner.FIRST_LINE, null, Step.DIAGNOSE, NOW)));
        return all;
    }

    private static String line(String state, Contact contact, String input, Input what) {
        String outcome =
                switch (Intake.decide(contact, what, NOW, POLICY)) {
                    case Decision.Ignore i -> "ignore";
                    case Decision.Refuse(String code, String why) -> "refuse " + code;
                    case Decision.Advance(Contact next, List<Notice> notices) ->
                        next.stage().getClass().getSimpleName()
                                + (next.closed() ? " closed" : "")
                                + notices.stream()
                                        .map(n -> " +" + n.getClass().getSimpleName())
                                        .collect(Collectors.joining());
                };
        return state + " × " + input + " → " + outcome;
    }

    @Test
    void every_stage_meets_every_input_as_the_golden_table_says() throws IOException {
        List<String> lines = new ArrayList<>();
        contacts().forEach((state, contact) -> inputs().forEach(
                        (name, input) -> lines.add(line(state, contact, name, input))));

        try (InputStream file = IntakeTest.class.getResourceAsStream("transitions.txt")) {
            String golden = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(String.join("\n", lines)).isEqualTo(golden.strip());
        }
    }

    @Test
    void what_is_owed_is_due_when_the_latest_callback_is_scheduled() {
        Contact owed = contacts().get("owed");
        assertThat(owed.promisedAt()).isEqualTo(NOW);

        Contact once = next(owed, scheduled(1));
        Contact again = next(once, scheduled(2));

        assertThat(once.promisedAt()).isEqualTo(scheduled(1).callAt());
        assertThat(once.accountable()).isEqualTo(scheduled(1).accountable());
        assertThat(again.promisedAt()).isEqualTo(scheduled(2).callAt());
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(Intake.decide(again, scheduled(attempt), NOW, POLICY)).isInstanceOf(Decision.Ignore.class);
        }
        assertThat(again.nextDueAt()).isNull();
    }

    @Test
    void a_contact_promises_something_only_while_a_person_has_to_do_it() {
        Map<String, Instant> promised = new LinkedHashMap<>();
        contacts().forEach((state, contact) -> {
            if (contact.promisedAt() != null) {
                promised.put(state, contact.promisedAt());
            }
        });
        Contact closed = next(contacts().get("open"), inputs().get("closed"));

        assertThat(promised)
                .containsExactly(
                        Map.entry("owed", NOW),
                        Map.entry("owed-and-scheduled", NOW),
                        Map.entry("open", T0.plusSeconds(600)));
        assertThat(closed.promisedAt()).isNull();
    }

    private static Contact next(Contact contact, Input input) {
        return ((Decision.Advance) Intake.decide(contact, input, NOW, POLICY)).next();
    }

    @Test
    void the_order_of_a_calls_events_is_all_one() {
        Customer known = customer(Basis.NUMBER);
        List<List<Input>> calls = List.of(
                List.of(
                        heard(0, new News.Rang(), known, Around.NOTHING),
                        heard(9, new News.Answered("a1"), null, Around.NOTHING),
                        heard(20, new News.PassedOn("a2"), null, Around.NOTHING),
                        heard(60, new News.Over(), null, Around.NOTHING)),
                List.of(
                        heard(0, new News.Rang(), known, Around.NOTHING),
                        heard(30, new News.GaveUp(), null, Around.NOTHING)),
                List.of(
                        heard(0, new News.Rang(), known, Around.NOTHING),
                        heard(
                                3,
                                new News.Reported(captured(Category.NETWORK_FAULT)),
                                customer(Basis.ACCOUNT),
                                Around.NOTHING),
                        heard(9, new News.Answered("a1"), null, Around.NOTHING),
                        heard(60, new News.Over(), null, Around.NOTHING)));
        Random random = new Random(4711);
        for (List<Input> call : calls) {
            Contact straight = run(call);
            for (int round = 0; round < 200; round++) {
                List<Input> mixed = new ArrayList<>(call);
                mixed.add(call.get(random.nextInt(call.size())));
                Collections.shuffle(mixed, random);
                Contact end = run(mixed);
                assertThat(end.call()).isEqualTo(straight.call());
                assertThat(end.customer()).isEqualTo(straight.customer());
                assertThat(end.stage().getClass()).isEqualTo(straight.stage().getClass());
            }
        }
    }

    private static Contact run(List<Input> inputs) {
        Contact contact = Contact.fresh(ID, "test", "call");
        int opened = 0;
        for (Input input : inputs) {
            if (Intake.decide(contact, input, NOW, POLICY)
                    instanceof Decision.Advance(Contact next, List<Notice> notices)) {
                contact = next;
                opened += (int) notices.stream()
                        .filter(n -> n instanceof Notice.CaseOpened)
                        .count();
            }
        }
        assertThat(opened).isLessThanOrEqualTo(1);
        return contact;
    }

    @Test
    void severity_follows_impact_and_urgency() {
        assertThat(Severity.of(Level.HIGH, Level.HIGH)).isEqualTo(Severity.CRITICAL);
        assertThat(Severity.of(Level.HIGH, Level.MEDIUM)).isEqualTo(Severity.MAJOR);
        assertThat(Severity.of(Level.MEDIUM, Level.MEDIUM)).isEqualTo(Severity.MINOR);
        assertThat(Severity.of(Level.LOW, Level.HIGH)).isEqualTo(Severity.MINOR);
        assertThat(Severity.of(Level.LOW, Level.LOW)).isEqualTo(Severity.WARNING);
    }
}
