package org.firstline.chaos.fault;

import java.time.Duration;

/**
 * Something that is to go wrong.
 *
 * @param number within the plan, from 1
 * @param kind what
 * @param target to whom: a child of the suite, or what stands between services and a server
 * @param at when, from the beginning of the load; later if the fault before it in its lane still lasts
 * @param lasts how long until it is healed; zero for a kill, which the suite heals by itself
 * @param lane faults of one lane come one after the other; of two lanes they meet
 */
public record Fault(int number, Kind kind, String target, Duration at, Duration lasts, Lane lane) {

    /**
     * Faults that exclude each other.
     *
     * @param name for people
     */
    public record Lane(String name) {

        /** Something stops or breaks. */
        public static final Lane BLOWS = new Lane("blows");

        /** Something is different for a while. */
        public static final Lane WEATHER = new Lane("weather");
    }

    /** What goes wrong. */
    public enum Kind {
        /** kill -9; it is started again at once. */
        KILL,
        /** SIGSTOP, the database's connections of the service ended meanwhile, then SIGCONT. */
        FREEZE,
        /** As FREEZE, and another replica takes over meanwhile: the frozen one wakes up and believes it owns its shards. */
        ZOMBIE,
        /** All connections broken, and none taken on. */
        CUT,
        /** The server sees the connections end, the services do not; nothing goes through. */
        HALF_OPEN,
        /** 500 ms from request to answer. */
        SLOW_LINK,
        /** A service is started while the database or the broker is away. */
        ABSENT_AT_START,
        /** The broker is away, and intake goes on taking calls over HTTP. */
        KAFKA_AWAY,
        /** The file system of the server has no room left. */
        FULL_DISK,
        /** From one process of the service to three and back. */
        SCALE,
        /** The clock of the service's JVM is an hour ahead or behind, and comes back. */
        CLOCK,
        /** A transaction of somebody else holds an old snapshot and a row of the service. */
        HELD_TRANSACTION,
        /** The service dies at a {@link CrashPoint}. */
        CRASH
    }
}
