package org.firstline.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is running, as {@code suite.json} tells other programs on this machine.
 *
 * @param portBase the base of the port plan
 * @param supervisor the process that keeps everything running
 * @param supervisorStartedAtMs when that process started, milliseconds since 1970; tells it from a later one with its
 *     number
 * @param issuer URL of the token issuer
 * @param bootstrapServers of the broker
 * @param jdbcUrl of the database; null when it is not ours
 * @param elsewhere addresses of the servers that are not ours, by the name of the child they take the place of
 * @param services by name
 * @param pids of every child that runs now, by name
 */
record SuiteFacts(
        int portBase,
        long supervisor,
        long supervisorStartedAtMs,
        String issuer,
        String bootstrapServers,
        @Nullable String jdbcUrl,
        Map<String, String> elsewhere,
        Map<String, Address> services,
        Map<String, Long> pids) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Where a service answers.
     *
     * @param url its API
     * @param management its health and metrics
     */
    record Address(String url, String management) {}

    SuiteFacts {
        elsewhere = Map.copyOf(elsewhere);
        services = Map.copyOf(services);
        pids = Map.copyOf(pids);
    }

    static SuiteFacts of(PortPlan ports, ExternalServers external, Map<String, Long> pids) {
        var services = new TreeMap<String, Address>();
        for (var service : Service.values()) {
            services.put(
                    service.id(),
                    new Address(
                            "http://127.0.0.1:" + ports.service(service),
                            "http://127.0.0.1:" + ports.management(service)));
        }
        return new SuiteFacts(
                ports.base(),
                ProcessHandle.current().pid(),
                startedAtMs(ProcessHandle.current()),
                Issuer.url(ports.issuer()),
                external.broker().map(ExternalBroker::bootstrapServers).orElse("127.0.0.1:" + ports.kafka()),
                external.databases().isEmpty()
                        ? LocalPostgres.jdbcUrl("127.0.0.1", ports.postgres(), Databases.NAME)
                        : null,
                external.addresses(),
                services,
                pids);
    }

    /** Whether the supervisor that wrote this still runs. */
    boolean isCurrent() {
        return ProcessHandle.of(supervisor)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAtMs(process) == supervisorStartedAtMs)
                .isPresent();
    }

    private static long startedAtMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    void write(DataDirectory data) {
        try {
            Directories.writePrivate(data.suiteFile(), JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the facts of the suite as JSON", e);
        }
    }

    static SuiteFacts read(DataDirectory data) {
        try {
            if (!Files.exists(data.suiteFile())) {
                throw new LocalTrouble(Words.of("not-running", data.path()));
            }
            return JSON.readValue(data.suiteFile().toFile(), SuiteFacts.class);
        } catch (IOException e) {
            throw new LocalTrouble(Words.of("suite-file-broken", data.suiteFile(), Words.why(e)), e);
        }
    }
}
