package org.firstline.messaging;

import org.jboss.logging.Logger;

/** The part of a route before any transaction: what is each record, and what does it say. */
final class Sorting<I> {

    private static final Logger LOG = Logger.getLogger(Sorting.class);

    private final String name;
    private final Reader<I> reader;
    private final PostOffice office;

    Sorting(String name, Reader<I> reader, PostOffice office) {
        this.name = name;
        this.reader = reader;
        this.office = office;
    }

    /** Sorts one record; never throws, for an exception that left a listener would stop its channel for good. */
    Sorted<I> sort(Parcel parcel, Tally passed) {
        try {
            Letter letter = Letter.read(parcel);
            return switch (reader.read(letter)) {
                case Reading.Meant<I>(I input) -> new Sorted.Good<>(name, parcel, delivery(letter, input));
                case Reading.NotForUs<I> notForUs -> new Sorted.Passed<>();
                case Reading.Unknown<I> unknown -> {
                    passed.add("firstline.events.unknown", name, 1);
                    yield new Sorted.Passed<>();
                }
            };
        } catch (RuntimeException | StackOverflowError e) {
            if (!(e instanceof IllegalArgumentException)) {
                LOG.errorf(
                        Faults.withoutValues(e),
                        "%s/%d at %d brings out a fault in its reader; mend it, then retry the dead letter",
                        parcel.topic(),
                        parcel.partition(),
                        parcel.position());
            }
            return new Sorted.Bad<>(name, parcel, Faults.reason(e));
        }
    }

    Reading<I> read(Letter letter) {
        return reader.read(letter);
    }

    Addressed<I> addressed(Letter letter, I input) {
        return new Addressed<>(name, delivery(letter, input));
    }

    private Delivery<I> delivery(Letter letter, I input) {
        return new Delivery<>(letter, input, office.trace().mark(name, letter.key(), letter.traceparent()));
    }
}
