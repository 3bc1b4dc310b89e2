package org.firstline.intake.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.intake.db.Contacts.New;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.db.Profile;
import org.firstline.intake.domain.Captured;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Input;
import org.firstline.messaging.Delivery;
import org.firstline.messaging.Taken;
import org.firstline.messaging.Transaction;
import org.firstline.messaging.Work;
import org.jspecify.annotations.Nullable;

/** What platforms report becomes contacts and cases; the same for the topic and for HTTP. */
@ApplicationScoped
public class CallFlow implements Work<CallReport> {

    private final Steps steps;
    private final Callers callers;

    CallFlow(Steps steps, Callers callers) {
        this.steps = steps;
        this.callers = callers;
    }

    /** Works on a batch of reports. */
    @Override
    public Uni<Taken<CallReport>> take(Transaction transaction, List<Delivery<CallReport>> batch) {
        Map<CustomerRef, Party> parties = new LinkedHashMap<>();
        List<Order> orders = new ArrayList<>(batch.size());
        for (Delivery<CallReport> delivery : batch) {
            CallReport report = identified(delivery.input());
            Party party = report.party();
            if (party != null) {
                parties.merge(party.customer().ref(), party, CallFlow::fuller);
            }
            orders.add(new Order(
                    report.id(),
                    new Input.Heard(
                            report.at(),
                            report.inbound(),
                            report.firstLeg(),
                            believed(report.news(), party),
                            party == null ? null : party.customer(),
                            Input.Around.NOTHING),
                    new New(report.id(), report.platform(), report.rootCallId(), delivery.traceparent()),
                    new Order.Personal(party == null ? null : party.customer().ref(), report.number(), report.words()),
                    null,
                    delivery.letter().identity(),
                    delivery.traceparent()));
        }
        return steps.take(transaction, orders, List.copyOf(parties.values())).map(result -> {
            Set<String> arrived = new HashSet<>();
            for (CaseId id : result.created()) {
                arrived.add("case:" + id);
            }
            return new Taken<>(List.of(), arrived);
        });
    }

    /** What comes back from having been put aside was not asked about, and goes on without. */
    private CallReport identified(CallReport report) {
        return report.party() != null ? report : report.by(callers.unasked(report.number(), report.account()));
    }

    /** Fail-closed: a bot's word about somebody whom the directory does not know opens nothing. */
    private static Input.News believed(Input.News news, @Nullable Party party) {
        boolean known = party != null && party.customer().known();
        return news instanceof Input.News.Reported(Captured said) && said.identityVerified() && !known
                ? new Input.News.Reported(new Captured(
                        said.at(),
                        said.by(),
                        said.line(),
                        said.category(),
                        said.impact(),
                        said.urgency(),
                        said.symptom(),
                        false))
                : news;
    }

    private static Party fuller(Party one, Party other) {
        return numbers(other) > numbers(one) ? other : one;
    }

    private static int numbers(Party party) {
        Profile profile = party.profile();
        return profile == null ? 0 : profile.numbers().size();
    }
}
