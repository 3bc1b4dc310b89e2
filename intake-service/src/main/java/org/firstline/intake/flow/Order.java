package org.firstline.intake.flow;

import org.firstline.intake.db.Contacts.New;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Input;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be decided in a batch.
 *
 * @param fresh the contact to create where it is not there yet; null where it must be there
 * @param personal what is personal in it, to be sealed beside the contact
 * @param expectedVersion what the row's version must be, for what two people may edit
 * @param causationId identity of the event that led to it
 */
record Order(
        CaseId id,
        Input input,
        @Nullable New fresh,
        @Nullable Personal personal,
        @Nullable Long expectedVersion,
        @Nullable String causationId,
        @Nullable String traceparent) {

    /** Personal things of an input: the caller's number, and words of that customer. */
    record Personal(
            @Nullable CustomerRef of,
            @Nullable String number,
            @Nullable String words) {}

    static Order of(CaseId id, Input input, @Nullable String causationId, @Nullable String traceparent) {
        return new Order(id, input, null, null, null, causationId, traceparent);
    }
}
