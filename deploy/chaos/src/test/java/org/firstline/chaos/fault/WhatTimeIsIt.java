package org.firstline.chaos.fault;

import java.io.IOException;
import java.time.Instant;

/**
 * A program that says what time it is, in two ways, whenever it is given a line. It asks in a method of its own: one that
 * is running while its class is changed goes on as it was until it returns.
 */
final class WhatTimeIsIt {

    private WhatTimeIsIt() {}

    public static void main(String[] arguments) throws IOException {
        while (System.in.read() >= 0) {
            System.out.println(answer());
        }
    }

    private static String answer() {
        return Instant.now() + " " + System.currentTimeMillis();
    }
}
