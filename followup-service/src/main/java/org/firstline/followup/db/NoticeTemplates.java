package org.firstline.followup.db;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import org.firstline.followup.domain.About;
import org.hibernate.StaleObjectStateException;
import org.jspecify.annotations.Nullable;

/** The words of notices as people administer them. */
@ApplicationScoped
public class NoticeTemplates implements PanacheRepositoryBase<NoticeTemplate, String> {

    /** What became of an edit. */
    public sealed interface Edited {

        /** It stands. */
        record Done(NoticeTemplate template) implements Edited {}

        /** There is none about this in this language. */
        record NotFound() implements Edited {}

        /** Somebody else edited it first. */
        record ChangedSince() implements Edited {}
    }

    /** All of them. */
    @WithSession
    public Uni<List<NoticeTemplate>> all() {
        return listAll(Sort.by("id"));
    }

    /** One, or null. */
    // Panache does not say that what it finds by an id may be null; it is.
    @SuppressWarnings("NullAway")
    @WithSession
    public Uni<@Nullable NoticeTemplate> one(About about, String language) {
        return findById(about.name() + "." + language);
    }

    /** Puts another text in the place of the one with this version. */
    public Uni<Edited> edit(About about, String language, long version, String text, String by) {
        return Panache.<Edited>withTransaction(
                        () -> findById(about.name() + "." + language).flatMap(template -> {
                            if (template == null) {
                                return Uni.createFrom().item(new Edited.NotFound());
                            }
                            if (template.version != version) {
                                return Uni.createFrom().item(new Edited.ChangedSince());
                            }
                            template.text = text;
                            template.editedBy = by;
                            return persistAndFlush(template).map(Edited.Done::new);
                        }))
                .onFailure(NoticeTemplates::isOvertaken)
                .recoverWithItem(new Edited.ChangedSince());
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof OptimisticLockException || failure instanceof StaleObjectStateException;
    }
}
