package org.firstline.intake.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.firstline.messaging.Delivery;
import org.firstline.messaging.Taken;
import org.firstline.messaging.Transaction;
import org.firstline.messaging.Work;

/** Which cases are open, who has them, and which department may ask for contact and site. */
@ApplicationScoped
public class NewsFlow implements Work<CaseNews> {

    private final Steps steps;

    NewsFlow(Steps steps) {
        this.steps = steps;
    }

    /** Works on a batch of news; news of a case that is not here yet waits for it. */
    @Override
    public Uni<Taken<CaseNews>> take(Transaction transaction, List<Delivery<CaseNews>> batch) {
        List<Order> orders = new ArrayList<>(batch.size());
        for (Delivery<CaseNews> delivery : batch) {
            CaseNews news = delivery.input();
            orders.add(Order.of(news.id(), news.input(), delivery.letter().identity(), delivery.traceparent()));
        }
        return steps.take(transaction, orders, List.of()).map(result -> {
            List<Taken.Waiting<CaseNews>> waiting = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (result.outcomes().get(i) instanceof Outcome.Missing missing) {
                    waiting.add(new Taken.Waiting<>(batch.get(i), "case:" + missing.id()));
                }
            }
            return new Taken<>(waiting, Set.of());
        });
    }
}
