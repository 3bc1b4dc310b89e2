package org.firstline.followup.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest claim of each publisher. Accountable is whom the newest of these names by the order of the story: a claim
 * that was caused by another comes after it, a later one after an earlier one. So a diagnosis event that arrives after
 * the work order it led to does not take the case back from the department.
 *
 * @param newest at most one per publisher
 */
public record Claims(List<Claim> newest) {

    /** Before anything was heard. */
    public static final Claims NONE = new Claims(List.of());

    public Claims {
        newest = List.copyOf(newest);
    }

    /** These with a further one; one that its publisher has overtaken changes nothing. */
    Claims with(Claim claim) {
        EventId event = claim.position().event();
        List<Claim> next = new ArrayList<>(4);
        for (Claim known : newest) {
            EventId other = known.position().event();
            if (other.publisher() != event.publisher()) {
                next.add(known);
            } else if (other.number() > event.number()) {
                return this;
            }
        }
        next.add(claim);
        return new Claims(next);
    }

    /** These without what a publisher claimed, since that has been superseded. */
    Claims without(Publisher publisher) {
        return new Claims(newest.stream()
                .filter(claim -> claim.position().event().publisher() != publisher)
                .toList());
    }

    /** Who is accountable now. Every case has been claimed by the first event heard of it. */
    public Accountable present() {
        if (newest.isEmpty()) {
            throw new IllegalStateException("expected a case to be claimed by its first event, found no claim");
        }
        return StoryOrder.sort(newest, Claim::position).getLast().accountable();
    }
}
