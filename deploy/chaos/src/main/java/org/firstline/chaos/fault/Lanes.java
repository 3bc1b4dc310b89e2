package org.firstline.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.firstline.chaos.fault.Fault.Lane;

/** Goes through a plan: the faults of a lane one after the other, the lanes beside each other. */
public final class Lanes {

    /** Why a fault was left out whose lane was late: those before it took longer to get over than planned. */
    public static final String NOT_REACHED = "the load was over before its turn came";

    private final Plan plan;
    private final Breaker breaker;
    private final Consumer<Happening> listener;

    /** @param listener hears of each fault when it is over, on the lane's thread */
    public Lanes(Plan plan, Breaker breaker, Consumer<Happening> listener) {
        this.plan = plan;
        this.breaker = breaker;
        this.listener = listener;
    }

    /** Returns when every fault is over and healed; none begins when {@code within} is over. */
    public List<Happening> run(Duration within) throws InterruptedException {
        long begun = System.nanoTime();
        List<Callable<List<Happening>>> lanes = new ArrayList<>();
        for (Lane lane : plan.faults().stream().map(Fault::lane).distinct().toList()) {
            lanes.add(() -> run(lane, begun, within));
        }
        List<Happening> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<List<Happening>> lane : threads.invokeAll(lanes)) {
                all.addAll(lane.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A fault could not be done: " + e.getCause(), e.getCause());
        }
        all.sort(Comparator.comparing(happening -> happening.fault().number()));
        return all;
    }

    private List<Happening> run(Lane lane, long begun, Duration within) {
        List<Happening> happenings = new ArrayList<>();
        for (Fault fault : plan.faults()) {
            if (fault.lane().equals(lane)) {
                long due = begun + fault.at().toNanos();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                Happening happening = System.nanoTime() - begun > within.toNanos()
                        ? Happening.leftOut(fault, NOT_REACHED)
                        : breaker.happen(fault);
                listener.accept(happening);
                happenings.add(happening);
            }
        }
        return happenings;
    }
}
