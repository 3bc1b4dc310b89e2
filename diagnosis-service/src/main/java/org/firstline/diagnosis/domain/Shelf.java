package org.firstline.diagnosis.domain;

import java.util.HashMap;
import java.util.Map;

/** The packs that are known at one moment: every version in use, and the current one for each service line. */
public final class Shelf {

    private final Map<PackVersion, Pack> versions;
    private final Map<String, Pack> currentByLine;

    private Shelf(Map<PackVersion, Pack> versions) {
        this.versions = Map.copyOf(versions);
        Map<String, Pack> newest = new HashMap<>();
        versions.values()
                .forEach(pack -> newest.merge(
                        pack.version().id(),
                        pack,
                        (a, b) -> a.version().version() > b.version().version() ? a : b));
        Map<String, Pack> byLine = new HashMap<>();
        newest.values().forEach(pack -> pack.serviceLines().forEach(line -> byLine.put(line, pack)));
        this.currentByLine = Map.copyOf(byLine);
    }

    /** A shelf with these packs. */
    public static Shelf of(Map<PackVersion, Pack> versions) {
        return new Shelf(versions);
    }

    /** Whether this version stands here. */
    public boolean has(PackVersion version) {
        return versions.containsKey(version);
    }

    /** The pack a new round for a service line begins with. */
    public Pack current(String serviceLine) {
        Pack pack = currentByLine.get(serviceLine);
        if (pack == null) {
            throw new IllegalStateException(
                    "expected a knowledge pack for service line " + serviceLine + ", found none");
        }
        return pack;
    }

    /** Whether any pack is for this line. */
    public boolean covers(String serviceLine) {
        return currentByLine.containsKey(serviceLine);
    }

    /** Some pack, for what comes to nothing whatever the pack. */
    public Pack any() {
        return currentByLine.values().iterator().next();
    }

    /** A pack in the version a diagnosis began with. */
    public Pack in(PackVersion version) {
        Pack pack = versions.get(version);
        if (pack == null) {
            throw new IllegalStateException("expected knowledge pack " + version + ", found none");
        }
        return pack;
    }
}
