package org.firstline.bench;

import java.util.Map;

/** What one workload found. */
interface Section {

    /** Its piece of the report, for people. */
    String markdown();

    /** The same for programs, unrounded, by names that no other section uses. */
    Map<String, Object> figures();

    /** Pictures, by the names of their files without the ending. */
    Map<String, Plot> plots();
}
