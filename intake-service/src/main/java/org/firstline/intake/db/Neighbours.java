package org.firstline.intake.db;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Contact;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Input.Around;
import org.firstline.intake.domain.Stage;
import org.jspecify.annotations.Nullable;

/** What else there is of the customers of a batch; kept up to date while the batch is decided. */
public final class Neighbours {

    private final Map<CustomerRef, LinkedHashMap<CaseId, String>> open = new HashMap<>();
    private final Map<CustomerRef, LinkedHashSet<CaseId>> owed = new HashMap<>();
    private final Map<CustomerRef, Instant> through = new HashMap<>();

    /** The contact that is known of a customer's open cases and the like, seen from the contact itself. */
    public Around around(@Nullable CustomerRef customer, CaseId self, @Nullable String symptomCode) {
        if (customer == null) {
            return Around.NOTHING;
        }
        Map<CaseId, String> cases = open.getOrDefault(customer, new LinkedHashMap<>());
        boolean others = cases.keySet().stream().anyMatch(id -> !id.equals(self));
        CaseId same = null;
        if (symptomCode != null) {
            for (Map.Entry<CaseId, String> one : cases.entrySet()) {
                if (same == null && !one.getKey().equals(self) && symptomCode.equals(one.getValue())) {
                    same = one.getKey();
                }
            }
        }
        return new Around(others, same, through.get(customer));
    }

    /** Contacts of the customer that are owed a callback. */
    public Set<CaseId> owedTo(CustomerRef customer) {
        return Set.copyOf(owed.getOrDefault(customer, new LinkedHashSet<>()));
    }

    /** All contacts that a batch may have to touch besides its own. */
    public Set<CaseId> all(Set<String> symptomCodes) {
        Set<CaseId> ids = new LinkedHashSet<>();
        owed.values().forEach(ids::addAll);
        open.values()
                .forEach(cases -> cases.forEach((id, code) -> {
                    if (symptomCodes.contains(code)) {
                        ids.add(id);
                    }
                }));
        return ids;
    }

    /** A contact has gone on. */
    public void became(Contact contact) {
        if (contact.customer() == null) {
            return;
        }
        CustomerRef customer = contact.customer().ref();
        var cases = open.computeIfAbsent(customer, c -> new LinkedHashMap<>());
        if (contact.live()) {
            cases.put(contact.id(), codeOf(contact));
        } else {
            cases.remove(contact.id());
        }
        var debts = owed.computeIfAbsent(customer, c -> new LinkedHashSet<>());
        if (contact.stage() instanceof Stage.Owed) {
            debts.add(contact.id());
        } else {
            debts.remove(contact.id());
        }
        Instant throughAt = contact.call().throughAt();
        if (throughAt != null) {
            through.merge(customer, throughAt, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    void open(CustomerRef customer, CaseId id, @Nullable String symptomCode) {
        open.computeIfAbsent(customer, c -> new LinkedHashMap<>()).put(id, symptomCode == null ? "" : symptomCode);
    }

    void owed(CustomerRef customer, CaseId id) {
        owed.computeIfAbsent(customer, c -> new LinkedHashSet<>()).add(id);
    }

    void through(CustomerRef customer, Instant at) {
        through.put(customer, at);
    }

    /** The symptom's code of a case, or nothing. */
    static String codeOf(Contact contact) {
        return switch (contact.stage()) {
            case Stage.Recorded r -> r.symptom().code();
            case Stage.Triaged t -> t.symptom().code();
            case Stage.Ringing s -> "";
            case Stage.Outbound s -> "";
            case Stage.Waiting s -> "";
            case Stage.Undecided s -> "";
            case Stage.Owed s -> "";
            case Stage.Settled s -> "";
            case Stage.Open s -> "";
            case Stage.HandedOver s -> "";
            case Stage.Attached s -> "";
        };
    }
}
