package org.firstline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.firstline.drive.Doors;
import org.firstline.drive.Heard;
import org.firstline.drive.SimulatedDepartment;
import org.firstline.drive.SimulatedDialer;
import org.firstline.drive.Tail;

/** One of two suites that take turns, with those who send it calls, answer its orders and call its customers back. */
final class Side implements AutoCloseable {

    private final Ground ground;
    private final Doors doors;
    private final Connection database;
    private final WholeFlow flow;
    private final Tail tail;
    private final List<Turn> turns = new ArrayList<>();
    private Reads readsBefore = new Reads(Map.of());
    private DatabaseWork workBefore = new DatabaseWork(0, 0, 0);

    private Side(Ground ground, Doors doors, Connection database, WholeFlow flow, Tail tail) {
        this.ground = ground;
        this.doors = doors;
        this.database = database;
        this.flow = flow;
        this.tail = tail;
    }

    /**
     * A run.
     *
     * @param cores what each of the suite's processes used meanwhile
     */
    record Turn(WholeFlow.Phase phase, Map<String, Double> cores) {

        /** Processor time of a process for a case, ms. */
        Map<String, Double> msPerCase() {
            Map<String, Double> ms = new LinkedHashMap<>();
            cores.forEach((name, used) -> ms.put(name, used * 1_000 / phase.perSecond()));
            return ms;
        }

        /** Processor time of all of the suite's processes for a case, ms. */
        double allMsPerCase() {
            return cores.values().stream().mapToDouble(Double::doubleValue).sum() * 1_000 / phase.perSecond();
        }
    }

    /**
     * What all turns gave.
     *
     * @param statements of all turns together; so are {@code reads} and {@code work}
     */
    record Result(List<Turn> turns, Statements statements, Reads reads, DatabaseWork work) {

        int cases() {
            return turns.stream().mapToInt(turn -> turn.phase().cases()).sum();
        }
    }

    static Side of(Ground ground, int mostOpen) throws SQLException {
        Doors doors = Doors.of(ground.running());
        WholeFlow flow = new WholeFlow(doors, mostOpen);
        List<Consumer<Heard>> listeners = new ArrayList<>();
        Doors.departments()
                .forEach(id -> listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
        listeners.add(SimulatedDialer.hearingSolved(doors));
        listeners.add(flow);
        Tail tail = doors.follow(Doors.topics(), heard -> listeners.forEach(each -> each.accept(heard)));
        return new Side(ground, doors, ground.database(), flow, tail);
    }

    Doors doors() {
        return doors;
    }

    Connection database() {
        return database;
    }

    void warmUp(int cases) throws InterruptedException {
        flow.asFastAsItGoes(cases, Ground.PATIENCE);
    }

    /** From here on counts. */
    void begin() throws SQLException {
        Writes.settled(database);
        Statements.reset(database);
        readsBefore = Reads.now(database);
        workBefore = DatabaseWork.now(database);
    }

    Turn turn(int cases) throws InterruptedException {
        Map<String, Long> pids = new LinkedHashMap<>(ground.pids());
        pids.remove("load");
        ProcessorTime used = ProcessorTime.of(pids);
        WholeFlow.Phase phase = flow.asFastAsItGoes(cases, Ground.PATIENCE);
        Turn turn = new Turn(phase, ProcessorTime.of(pids).coresSince(used, phase.took()));
        turns.add(turn);
        return turn;
    }

    Result end() throws SQLException {
        Writes.settled(database);
        return new Result(
                List.copyOf(turns),
                Statements.now(database),
                Reads.now(database).since(readsBefore),
                DatabaseWork.now(database).since(workBefore));
    }

    @Override
    public void close() throws SQLException {
        tail.close();
        doors.close();
        database.close();
    }
}
