package org.firstline.diagnosis.db;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The knowledge packs as people read and change them. */
@ApplicationScoped
public class PackShelf implements PanacheRepositoryBase<KnowledgePack, KnowledgePack.Key> {

    /** The newest version of each pack after {@code id}, in the order of their ids. */
    @WithSession
    public Uni<List<KnowledgePack>> newest(String id, int limit) {
        return find(
                        "from KnowledgePack p where p.id > ?1 and p.version ="
                                + " (select max(q.version) from KnowledgePack q where q.id = p.id) order by p.id",
                        id)
                .range(0, limit - 1)
                .list();
    }

    /** The newest version of a pack; null where there is none of that id. */
    @WithSession
    public Uni<@Nullable KnowledgePack> newest(String id) {
        return find("id = ?1 order by version desc", id).firstResult();
    }

    /**
     * Adds a version.
     *
     * @return whether it was added; false when somebody else has added that version
     */
    public Uni<Boolean> add(KnowledgePack pack) {
        return insert(pack).replaceWith(true).onFailure(PackShelf::isTaken).recoverWithItem(false);
    }

    @WithTransaction
    Uni<KnowledgePack> insert(KnowledgePack pack) {
        return persistAndFlush(pack);
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PersistenceException
                && String.valueOf(failure.getMessage()).contains("knowledge_pack_pkey");
    }
}
