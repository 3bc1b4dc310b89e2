package org.firstline.chaos.load;

/**
 * What a load is made of, in percent of the calls.
 *
 * @param http come over HTTP, the others over Kafka
 * @param doubled are told of twice, now and then by the other door
 * @param shuffled are told of out of order
 * @param poisoned come with a record beside them that nobody can work on
 */
public record Mix(int http, int doubled, int shuffled, int poisoned) {

    /** What a run is made of when nobody says otherwise. */
    public static final Mix USUAL = new Mix(15, 5, 5, 1);
}
