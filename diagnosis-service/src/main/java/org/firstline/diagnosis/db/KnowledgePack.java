package org.firstline.diagnosis.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A version of a knowledge pack as people administer it. Versions are only added. */
@Entity
@Table(name = "knowledge_pack")
@IdClass(KnowledgePack.Key.class)
public class KnowledgePack {

    @Id
    @Column(name = "id")
    String id = "";

    @Id
    @Column(name = "version")
    int version;

    @Column(name = "content", nullable = false)
    String content = "";

    @Column(name = "written_by", nullable = false)
    String writtenBy = "";

    @Column(name = "written_at", nullable = false)
    Instant writtenAt = Instant.EPOCH;

    /** For Hibernate. */
    protected KnowledgePack() {}

    /**
     * A version.
     *
     * @param content YAML or JSON that {@link PackReader} takes
     */
    public KnowledgePack(String id, int version, String content, String writtenBy, Instant writtenAt) {
        this.id = id;
        this.version = version;
        this.content = content;
        this.writtenBy = writtenBy;
        this.writtenAt = writtenAt;
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String content() {
        return content;
    }

    public String writtenBy() {
        return writtenBy;
    }

    public Instant writtenAt() {
        return writtenAt;
    }

    /** The primary key. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        String id = "";
        int version;

        /** For Hibernate. */
        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.id.equals(id) && key.version == version;
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, version);
        }
    }
}
