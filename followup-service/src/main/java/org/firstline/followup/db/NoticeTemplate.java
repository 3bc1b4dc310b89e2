package org.firstline.followup.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** The words of one kind of notice in one language. */
@Entity
@Table(name = "notice_template")
public class NoticeTemplate {

    /** About and language, such as {@code PROMISE.zh-CN}. */
    @Id
    String id = "";

    @Column(nullable = false)
    String about = "";

    @Column(nullable = false)
    String language = "";

    @Column(nullable = false)
    String text = "";

    @Version
    long version;

    @Column(name = "edited_by")
    @Nullable
    String editedBy;

    /** For Hibernate. */
    protected NoticeTemplate() {}

    /** What the notice is about. */
    public String about() {
        return about;
    }

    /** A language tag, such as {@code zh-CN}. */
    public String language() {
        return language;
    }

    /** The words. */
    public String text() {
        return text;
    }

    /** Rises with each edit. */
    public long version() {
        return version;
    }

    /** Who edited it last; null as long as it is as it was delivered. */
    public @Nullable String editedBy() {
        return editedBy;
    }
}
