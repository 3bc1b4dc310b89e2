package org.firstline.escalation.db;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.firstline.escalation.domain.DeadlinePolicy;
import org.firstline.escalation.domain.Rung;
import org.firstline.escalation.domain.Terms.ContractClass;
import org.firstline.escalation.domain.Terms.Grade;

/** A deadline policy as people administer it; durations in whole seconds, factors and ladder as JSON. */
@Entity
@Table(name = "deadline_policy")
public class DeadlinePolicyRow extends PanacheEntityBase {

    private static final ObjectReader FACTORS = Json.reader(new TypeReference<Map<ContractClass, Integer>>() {});
    private static final ObjectReader LADDER = Json.reader(new TypeReference<List<Rung>>() {});

    @Id
    public String grade = "";

    @Column(name = "acknowledge_seconds")
    public long acknowledgeSeconds;

    @Column(name = "resolve_seconds")
    public long resolveSeconds;

    @Column(name = "warn_percent")
    public int warnPercent;

    @Column(name = "reopened_percent")
    public int reopenedPercent;

    @Column(name = "answer_seconds")
    public long answerSeconds;

    @Column(name = "complete_seconds")
    public long completeSeconds;

    @Column(name = "call_back_seconds")
    public long callBackSeconds;

    @Column(name = "close_seconds")
    public long closeSeconds;

    public String factors = "{}";
    public String ladder = "[]";

    @Version
    public long version;

    public DeadlinePolicy toDomain() {
        return new DeadlinePolicy(
                Grade.valueOf(grade),
                Duration.ofSeconds(acknowledgeSeconds),
                Duration.ofSeconds(resolveSeconds),
                Json.read(FACTORS, factors),
                warnPercent,
                reopenedPercent,
                new DeadlinePolicy.Desk(
                        Duration.ofSeconds(answerSeconds),
                        Duration.ofSeconds(completeSeconds),
                        Duration.ofSeconds(callBackSeconds),
                        Duration.ofSeconds(closeSeconds)),
                Json.read(LADDER, ladder));
    }

    /** Takes over everything but the grade. */
    public void take(DeadlinePolicy policy) {
        acknowledgeSeconds = policy.acknowledgeWithin().toSeconds();
        resolveSeconds = policy.resolveWithin().toSeconds();
        warnPercent = policy.warnPercent();
        reopenedPercent = policy.reopenedPercent();
        answerSeconds = policy.desk().answerWithin().toSeconds();
        completeSeconds = policy.desk().completeWithin().toSeconds();
        callBackSeconds = policy.desk().callBackWithin().toSeconds();
        closeSeconds = policy.desk().closeWithin().toSeconds();
        factors = Json.write(policy.factorPercent());
        ladder = Json.write(policy.ladder());
    }
}
