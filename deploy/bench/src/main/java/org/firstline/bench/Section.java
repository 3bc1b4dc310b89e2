package org.firstline.bench;

import java.util.Map;
import java.util.TreeMap;

/** What one workload found. */
interface Section {

    /** Its piece of the report, for people, without its pictures. */
    String markdown();

    /** Its piece of the report with its pictures below it, in the order of their names. */
    default String illustrated() {
        StringBuilder text = new StringBuilder(markdown());
        new TreeMap<>(plots()).forEach((name, plot) -> text.append("\n![")
                .append(plot.says())
                .append("](")
                .append(name)
                .append(".svg)\n"));
        return text.toString();
    }

    /** The same for programs, unrounded, by names that no other section uses. */
    Map<String, Object> figures();

    /** Pictures, by the names of their files without the ending; no other section uses these names. */
    Map<String, Plot> plots();
}
