package org.firstline.messaging;

/** A delivery with the name of the route it came by, under which it is counted and held. */
record Addressed<I>(String route, Delivery<I> delivery) {

    Inbox.Identity identity() {
        return Inbox.Identity.of(delivery.letter());
    }
}
