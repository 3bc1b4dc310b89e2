package org.firstline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.firstline.contracts.Topics;
import org.firstline.drive.Doors;
import org.firstline.drive.Tail;
import org.firstline.local.Service;
import picocli.CommandLine.Option;

/** Intake by itself. The last of all workloads, because what it takes away is needed by the others. */
final class IntakeWorkload implements Workload {

    @Option(
            names = "--calls",
            defaultValue = "3000",
            description = "Calls in each run of intake alone (default ${DEFAULT-VALUE}).")
    private int calls;

    @Override
    public Section measure(Ground ground, Pace pace) throws SQLException, InterruptedException {
        for (Service service : Service.values()) {
            if (service != Service.INTAKE) {
                ground.suite().takeAway(service.id());
            }
        }
        try (Doors doors = Doors.of(ground.running());
                Connection database = ground.database()) {
            IntakeAlone intake = new IntakeAlone(doors, pace.mostOpen, Ground.PATIENCE);
            try (Tail tail = doors.follow(List.of(Topics.INTAKE_CASES), intake)) {
                Ground.say(
                        "Intake alone, " + pace.runs + " times " + calls + " calls over Kafka and as many over HTTP");
                return new IntakeReport(intake.measure(calls, pace.runs, database, ground::limit));
            }
        }
    }
}
