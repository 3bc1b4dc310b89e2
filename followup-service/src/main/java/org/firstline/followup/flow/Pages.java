package org.firstline.followup.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.firstline.followup.db.Cases;
import org.firstline.followup.db.Notices;
import org.firstline.followup.db.Stories;
import org.firstline.followup.db.Tasks;
import org.firstline.messaging.Outbox;
import org.firstline.messaging.Transaction;

/** Keeps a page: one statement per table, however many cases are on it, and none for a table with nothing to keep. */
@ApplicationScoped
class Pages {

    private final Cases cases;
    private final Stories stories;
    private final Notices notices;
    private final Tasks tasks;
    private final Outbox outbox;

    Pages(Cases cases, Stories stories, Notices notices, Tasks tasks, Outbox outbox) {
        this.cases = cases;
        this.stories = stories;
        this.notices = notices;
        this.tasks = tasks;
        this.outbox = outbox;
    }

    Uni<Void> keep(Transaction transaction, Page page) {
        return Transaction.together(List.of(
                cases.save(transaction, page.changed()),
                stories.add(transaction.sql(), page.story()),
                told(transaction, page),
                asked(transaction, page),
                outbox.add(transaction, page.announcements())));
    }

    /** Overtaken first, so that a notice of progress written in the same transaction stays. */
    private Uni<Void> told(Transaction transaction, Page page) {
        return notices.drop(transaction.sql(), page.drops(), transaction.at())
                .flatMap(v -> notices.add(transaction.sql(), page.notices()))
                .flatMap(v -> notices.drop(transaction.sql(), page.drops(), transaction.at()));
    }

    private Uni<Void> asked(Transaction transaction, Page page) {
        return tasks.add(transaction.sql(), page.tasks(), transaction.at())
                .flatMap(v -> tasks.over(transaction.sql(), page.overs(), transaction.at()));
    }
}
