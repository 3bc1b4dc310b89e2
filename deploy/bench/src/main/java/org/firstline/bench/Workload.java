package org.firstline.bench;

import java.sql.SQLException;

/** Something to measure on a running suite; a class of its own for each, with its own options. */
interface Workload {

    /** Measures; says on the way what it is at. */
    Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException;
}
