package org.firstline.chaos.fault;

import java.io.IOException;
import java.time.Instant;

/** A program that says what time it is, in two ways, whenever it is given a line. */
final class WhatTimeIsIt {

    private WhatTimeIsIt() {}

    public static void main(String[] arguments) throws IOException {
        while (System.in.read() >= 0) {
            System.out.println(Instant.now() + " " + System.currentTimeMillis());
        }
    }
}
