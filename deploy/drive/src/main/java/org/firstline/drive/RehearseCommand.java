package org.firstline.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.FollowupEvent.CaseClosed;
import org.firstline.local.Directories;
import org.firstline.local.LocalTrouble;
import org.firstline.local.Service;
import org.firstline.local.StartCaches;
import org.firstline.local.Suite;
import picocli.CommandLine.Command;

/**
 * Runs the built services once, on a database and a broker that are thrown away, leads some hundred cases through them,
 * and keeps what the JVMs learned from it as their start caches. The script does it after each build.
 */
@Command(name = "rehearse", mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {

    /** Enough that what every case runs through has run often; more makes the build longer and the cache no better. */
    private static final int CASES = 300;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CLOSED = Catalogue.typesOf(CaseClosed.class).getFirst();

    @Override
    public Integer call() {
        if (StartCaches.areCurrent()) {
            return 0;
        }
        Path data = temporary();
        System.out.println(Words.of("rehearse.begin"));
        try {
            try (Suite suite = StartCaches.recording(data)) {
                play(suite);
            }
            System.out.println(Words.of("rehearse.make"));
            StartCaches.make(Project.find().root().resolve("target").resolve("start-caches.log"));
        } finally {
            Directories.delete(data);
        }
        return 0;
    }

    private static void play(Suite suite) {
        CountDownLatch closed = new CountDownLatch(CASES);
        try (Doors doors = Doors.of(suite.running())) {
            List<Consumer<Heard>> listeners = new ArrayList<>();
            Doors.departments()
                    .forEach(id ->
                            listeners.add(new SimulatedDepartment(id, SimulatedDepartment.Behaviour.fast(), doors)));
            listeners.add(SimulatedDialer.hearingSolved(doors));
            listeners.add(heard -> {
                if (heard.type().equals(CLOSED)) {
                    closed.countDown();
                }
            });
            try (Tail tail = doors.follow(Doors.topics(), heard -> listeners.forEach(each -> each.accept(heard)))) {
                for (int call = 1; call <= CASES; call++) {
                    CapturedCall.of("rehearsal", "rehearsal-" + UUID.randomUUID(), "+8610%09d".formatted(call))
                            .posts()
                            .forEach(doors::send);
                }
                doors.flush();
                if (!closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new LocalTrouble(Words.of("rehearse.stuck", closed.getCount(), CASES));
                }
            }
            for (Service service : Service.values()) {
                doors.http(service, "operations").get("/dead-letters");
            }
            doors.http(Service.FOLLOWUP, "agent").get("/cases");
            doors.http(Service.ESCALATION, "supervisor").get("/work-orders");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalTrouble(Words.of("rehearse.stuck", closed.getCount(), CASES));
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("firstline-rehearsal-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory for the rehearsal", e);
        }
    }
}
