package org.firstline.followup.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.firstline.followup.db.Tasks;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** What persons did of what they were asked to do. */
@ApplicationScoped
public class TaskFlow {

    private final PostOffice office;
    private final Tasks tasks;

    TaskFlow(PostOffice office, Tasks tasks) {
        this.office = office;
        this.tasks = tasks;
    }

    /** Completes an open task at this version; null when it is not open at this version any more. */
    public Uni<Tasks.@Nullable Task> complete(UUID id, long version, String outcome, String by) {
        return office.<Tasks.@Nullable Task>transact(
                transaction -> tasks.complete(transaction.sql(), id, version, outcome, by, transaction.at()));
    }
}
