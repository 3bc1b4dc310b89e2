package org.firstline.followup.connect;

/** What became of a message. */
public sealed interface Sent {

    /** It is with the customer, as far as can be known. */
    record Delivered() implements Sent {}

    /** It never will be: trying again does not help. {@code why} holds no personal data. */
    record Refused(String why) implements Sent {}

    /** It is not known, or not now: trying again may help. {@code why} holds no personal data. */
    record Unclear(String why) implements Sent {}
}
