package org.firstline.intake.domain;

import java.time.Instant;
import org.firstline.intake.domain.Input.News;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call. It only grows, and every field is a minimum, a maximum or an either-or, so that doubled
 * events and any order of them end in the same.
 *
 * @param inbound whether any leg came in
 * @param outbound whether the first leg went out: then no leg makes it a caller's call
 * @param answeredAt when an agent first took it
 * @param agent who has it now: the one who got it last
 * @param captured what a bot captured, the earliest report
 */
public record Call(
        boolean inbound,
        boolean outbound,
        @Nullable Instant offeredAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable Instant abandonedAt,
        @Nullable Agent agent,
        @Nullable Captured captured) {

    /** Nothing known yet. */
    public static final Call UNKNOWN = new Call(false, false, null, null, null, null, null, null);

    /** An agent who got the call, and when. */
    public record Agent(String id, Instant since) {}

    /** The call after one more piece of news. */
    Call after(Input.Heard heard) {
        Instant at = heard.at();
        boolean in = inbound || heard.inbound();
        boolean out = outbound || (heard.firstLeg() && !heard.inbound());
        return switch (heard.news()) {
            case News.Rang r ->
                new Call(in, out, first(offeredAt, at), answeredAt, endedAt, abandonedAt, agent, captured);
            case News.Answered(String who) ->
                new Call(
                        in,
                        out,
                        offeredAt,
                        heard.inbound() ? first(answeredAt, at) : answeredAt,
                        endedAt,
                        abandonedAt,
                        later(agent, new Agent(who, at)),
                        captured);
            case News.PassedOn(String who) ->
                new Call(
                        in,
                        out,
                        offeredAt,
                        answeredAt,
                        endedAt,
                        abandonedAt,
                        who == null ? agent : later(agent, new Agent(who, at)),
                        captured);
            case News.Over o ->
                new Call(in, out, offeredAt, answeredAt, last(endedAt, at), abandonedAt, agent, captured);
            case News.GaveUp g ->
                new Call(
                        in,
                        out,
                        offeredAt,
                        answeredAt,
                        endedAt,
                        heard.inbound() ? first(abandonedAt, at) : abandonedAt,
                        agent,
                        captured);
            case News.Reported(Captured problem) ->
                new Call(
                        in,
                        out,
                        offeredAt,
                        answeredAt,
                        endedAt,
                        abandonedAt,
                        agent,
                        heard.inbound() ? earlier(captured, problem) : captured);
        };
    }

    /** Whether somebody called us. */
    boolean came() {
        return inbound && !outbound;
    }

    /** When the caller got through, to a person or to a bot that understood; null if never. */
    public @Nullable Instant throughAt() {
        return captured == null ? answeredAt : first(answeredAt, captured.at());
    }

    private static Instant first(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    private static Instant last(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private static Agent later(@Nullable Agent one, Agent other) {
        if (one == null) {
            return other;
        }
        int byTime = one.since.compareTo(other.since);
        return byTime > 0 || (byTime == 0 && one.id.compareTo(other.id) >= 0) ? one : other;
    }

    private static Captured earlier(@Nullable Captured one, Captured other) {
        if (one == null) {
            return other;
        }
        return other.at().isBefore(one.at()) ? other : one;
    }
}
