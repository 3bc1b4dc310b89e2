package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One process that is kept running: when it dies it is started again, at once the first time and then with growing
 * pauses, until it is told to end.
 */
final class Child {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Who has lived that long died of something new. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    /** Whoever needs longer than that will not be announced. */
    private static final Duration BACK_WITHIN = Duration.ofMinutes(5);

    private static final long LARGEST_LOG_BYTES = 50L * 1024 * 1024;

    /**
     * What to run.
     *
     * @param name as it is called in messages and logs
     * @param command asked for at every start; may prepare what the process needs, and may throw {@link LocalTrouble}
     * @param environment added to ours, of which it gets no setting of a server; secrets go here, never into the command
     * @param log takes what the process prints
     * @param ready whether it does its work now
     * @param stopSignal ends it in good order
     * @param stopPatience after which it is killed
     */
    record Spec(
            String name,
            Supplier<List<String>> command,
            Map<String, String> environment,
            Path log,
            BooleanSupplier ready,
            String stopSignal,
            Duration stopPatience) {
        Spec {
            environment = Map.copyOf(environment);
        }
    }

    /** Who hears of what happens; called on the child's own thread. */
    interface Observer {

        void started(String name, long pid);

        /** It died by itself or was killed; the next start is {@code pause} away. */
        void died(String name, int exitCode, int timesInARow, Duration pause);

        void cannotStart(String name, LocalTrouble trouble, Duration pause);

        /** After it died or could not be started, it does its work again. */
        void back(String name);
    }

    private enum Wish {
        RUN,
        AWAY,
        END
    }

    private final Spec spec;
    private final Observer observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Wish wish = Wish.RUN;
    private Optional<Process> process = Optional.empty();
    private int diedInARow;
    private boolean watched;

    Child(Spec spec, Observer observer) {
        this.spec = spec;
        this.observer = observer;
    }

    String name() {
        return spec.name();
    }

    /** Starts it and keeps it running from now on. Returns at once. */
    void start() {
        locked(() -> {
            if (!watched && wish != Wish.END) {
                watched = true;
                Thread.ofVirtual().name("watch-" + spec.name()).start(this::keepRunning);
            }
        });
    }

    /** Whether it runs and does its work. */
    boolean isReady() {
        return pid().isPresent() && spec.ready().getAsBoolean();
    }

    /** How often it died since it last lived for long. */
    int diedInARow() {
        return locked(() -> diedInARow);
    }

    /** Its process, while there is one. The system is asked: a {@code Process} hears of its own end a moment later. */
    Optional<Long> pid() {
        return locked(() ->
                process.map(Process::toHandle).filter(ProcessHandle::isAlive).map(ProcessHandle::pid));
    }

    Path log() {
        return spec.log();
    }

    /** Kills it with -9 and returns when it is gone; it is started again as after any death. */
    void kill9() {
        locked(() -> process).ifPresent(running -> {
            running.destroyForcibly();
            Processes.awaitExit(running.toHandle(), spec.stopPatience());
        });
    }

    /** Kills it with -9 and leaves it dead until {@link #bringBack()}. */
    void takeAway() {
        wish(Wish.AWAY);
        kill9();
    }

    /** Starts again what was taken away. */
    void bringBack() {
        wish(Wish.RUN);
    }

    /** Stops it for good, in good order if it can, and returns when it is gone. */
    void end() {
        wish(Wish.END);
        locked(() -> process)
                .ifPresent(running -> Processes.stop(running.toHandle(), spec.stopSignal(), spec.stopPatience()));
    }

    private void wish(Wish next) {
        locked(() -> {
            if (wish != Wish.END) {
                wish = next;
            }
            changed.signalAll();
        });
    }

    private void keepRunning() {
        try {
            while (awaitWishToRun()) {
                live();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() throws InterruptedException {
        long startedAt = System.nanoTime();
        try {
            var running = launch();
            if (running.isEmpty()) {
                return;
            }
            observer.started(spec.name(), running.get().pid());
            if (locked(() -> diedInARow) > 0) {
                Thread.ofVirtual().name("await-" + spec.name()).start(() -> awaitBack(running.get()));
            }
            int exit = running.get().waitFor();
            boolean settled = System.nanoTime() - startedAt > SETTLED.toNanos();
            int times = locked(() -> diedInARow = settled ? 1 : diedInARow + 1);
            if (locked(() -> wish == Wish.RUN)) {
                observer.died(spec.name(), exit, times, pause(times));
                awaitPause(pause(times));
            }
        } catch (LocalTrouble trouble) {
            tryAgain(trouble);
        } catch (UncheckedIOException e) {
            tryAgain(
                    FullDisk.isBehind(e)
                            ? new LocalTrouble(Words.of("disk-no-room", Words.why(e)), e)
                            : new LocalTrouble(e.getMessage() + ": " + e.getCause(), e));
        }
    }

    private void tryAgain(LocalTrouble trouble) throws InterruptedException {
        int times = locked(() -> ++diedInARow);
        if (locked(() -> wish == Wish.RUN)) {
            observer.cannotStart(spec.name(), trouble, pause(times));
            awaitPause(pause(times));
        }
    }

    private void awaitBack(Process again) {
        if (Patience.until(BACK_WITHIN, () -> !again.isAlive() || spec.ready().getAsBoolean()) && again.isAlive()) {
            observer.back(spec.name());
        }
    }

    /** Empty when it was told to go while its command was being prepared. */
    private Optional<Process> launch() {
        var command = spec.command().get();
        return locked(() -> {
            if (wish != Wish.RUN) {
                return Optional.<Process>empty();
            }
            try {
                process = Optional.of(begin(command));
                return process;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start " + command.getFirst(), e);
            }
        });
    }

    private Process begin(List<String> command) throws IOException {
        if (Files.exists(spec.log()) && Files.size(spec.log()) > LARGEST_LOG_BYTES) {
            Files.move(
                    spec.log(),
                    spec.log().resolveSibling(spec.log().getFileName() + ".before"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().keySet().removeIf(ExternalServers::isSetting);
        builder.environment().putAll(spec.environment());
        return builder.start();
    }

    private boolean awaitWishToRun() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (wish == Wish.AWAY) {
                changed.await();
            }
            return wish == Wish.RUN;
        } finally {
            lock.unlock();
        }
    }

    private void awaitPause(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pause.toNanos();
            while (wish == Wish.RUN && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private static Duration pause(int timesInARow) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(timesInARow - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** The last lines that the process printed, for a message. */
    String lastLines(int count) {
        return LogFile.lastLines(spec.log(), count);
    }

    private void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
