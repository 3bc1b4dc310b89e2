package org.firstline.intake.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.NullUnmarked;

/** Whose a category of problem is when it is not technical support's (manual §3.1.4). */
@Entity
@Table(name = "desk")
@NullUnmarked
public class Desk {

    /** The category. */
    @Id
    @Column(length = 32)
    public String category;

    /** The desk's id. */
    public String desk;

    /** Counts changes. */
    @Version
    public long version;
}
