package org.firstline.intake.flow;

import java.time.Instant;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Input.News;
import org.jspecify.annotations.Nullable;

/**
 * What a platform says of a call, with what is personal in it.
 *
 * @param number the caller's, where this event says it
 * @param account what the caller gave a bot
 * @param words the caller's words in full
 * @param party who that is, once the directory was asked
 */
public record CallReport(
        CaseId id,
        String platform,
        String rootCallId,
        Instant at,
        boolean inbound,
        boolean firstLeg,
        News news,
        @Nullable String number,
        @Nullable String account,
        @Nullable String words,
        @Nullable Party party) {

    CallReport by(@Nullable Party known) {
        return new CallReport(id, platform, rootCallId, at, inbound, firstLeg, news, number, account, words, known);
    }

    @Override
    public String toString() {
        return "CallReport[" + id + "]";
    }
}
