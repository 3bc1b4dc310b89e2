package org.firstline.messaging;

/**
 * One record of a batch, as far as it can be told before any work: readable, not readable, or not for this service; with
 * the name of the route it came by.
 */
sealed interface Sorted<I> {

    record Good<I>(String route, Parcel parcel, Delivery<I> delivery) implements Sorted<I> {

        /** Only asked for while a dead letter is open: a hash of each record's key is not for nothing. */
        String keyHash() {
            return String.valueOf(parcel.keyHash());
        }

        String lane() {
            return Sorted.lane(parcel.topic(), keyHash());
        }
    }

    record Bad<I>(String route, Parcel parcel, String reason) implements Sorted<I> {

        String lane() {
            return Sorted.lane(parcel.topic(), String.valueOf(parcel.keyHash()));
        }
    }

    record Passed<I>() implements Sorted<I> {}

    /** The records of one topic and key; they are worked on in order. */
    static String lane(String topic, String keyHash) {
        return topic + "|" + keyHash;
    }
}
