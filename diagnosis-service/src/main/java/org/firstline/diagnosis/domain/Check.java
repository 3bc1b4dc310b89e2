package org.firstline.diagnosis.domain;

import java.util.List;
import java.util.Map;

/**
 * Something that can be looked at (manual §3.2.1 to §3.2.3).
 *
 * @param technical the check in technical words
 * @param say how the customer is asked, in plain words
 * @param minutes of the customer's time, above 0
 * @param source who can tell
 * @param values what it may show
 */
public record Check(String code, Words technical, Words say, double minutes, Source source, List<Value> values) {

    /** Who can tell what a check shows. */
    public enum Source {
        CUSTOMER,
        LINE_TEST
    }

    /**
     * One thing a check may show.
     *
     * @param usually how probable it is under a cause that is not named, 0 to 1
     * @param under how probable it is under the named causes, 0 to 1
     */
    public record Value(String code, Words name, double usually, Map<String, Double> under) {
        public Value {
            under = Map.copyOf(under);
        }

        double likelihood(String cause) {
            return under.getOrDefault(cause, usually);
        }
    }

    public Check {
        values = List.copyOf(values);
    }
}
