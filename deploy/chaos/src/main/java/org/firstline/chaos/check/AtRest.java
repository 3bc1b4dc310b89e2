package org.firstline.chaos.check;

import java.util.List;

/** What goes on for ever is lost as well: whatever would not come to rest is held against the promise it belongs to. */
final class AtRest implements Rule {

    @Override
    public List<Violation> broken(Evidence evidence) {
        return evidence.unrest().stream()
                .map(one -> new Violation(one.promise(), one.where(), one.what(), List.of()))
                .toList();
    }
}
