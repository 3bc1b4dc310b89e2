package org.firstline.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The processes of a suite, ready to be started. */
record Parts(
        DataDirectory data,
        PortPlan ports,
        Secrets secrets,
        Installation installation,
        ExternalServers external,
        Optional<Detour> detour,
        Map<String, String> moreEnvironment) {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    /** A service that was recorded writes down what it knows before it ends. */
    private static final Duration RECORD_PATIENCE = Duration.ofMinutes(3);

    List<Child.Spec> all() {
        var all = new ArrayList<Child.Spec>();
        if (!external.haveEveryDatabase()) {
            all.add(postgres());
        }
        if (external.broker().isEmpty()) {
            all.add(broker());
        }
        for (var service : Service.values()) {
            all.add(service(service));
        }
        return all;
    }

    /** What services prove themselves with at the issuer, by client name. */
    static Map<String, String> clients(Secrets secrets) {
        return Arrays.stream(Service.values())
                .collect(Collectors.toMap(service -> "service-" + service.id(), secrets::clientSecret));
    }

    private Child.Spec postgres() {
        var settings = new LocalPostgres.Settings(
                data.postgres(),
                ports.postgres(),
                secrets.postgresPassword(),
                data.binaries(),
                data.log(Suite.POSTGRES));
        return new Child.Spec(
                Suite.POSTGRES,
                () -> LocalPostgres.prepare(settings),
                Map.of(),
                data.log(Suite.POSTGRES),
                () -> LocalPostgres.isReady(settings),
                "INT",
                STOP_PATIENCE);
    }

    private Child.Spec broker() {
        return new Child.Spec(
                Suite.BROKER,
                () -> installation.brokerCommand(data, ports, detour),
                installation.brokerEnvironment(),
                data.log(Suite.BROKER),
                () -> Probe.isListening(ports.kafka()),
                "TERM",
                STOP_PATIENCE);
    }

    private Child.Spec service(Service service) {
        return service(service, service.id(), ports.service(service), ports.management(service));
    }

    /** One more process of a service, with a name and ports of its own and everything else alike. */
    Child.Spec service(Service service, String name, int port, int management) {
        var environment = new HashMap<>(installation.serviceEnvironment());
        environment.putAll(ServiceSettings.environment(service, ports, secrets, external));
        detour.ifPresent(way -> environment.putAll(way.environment()));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.putAll(moreEnvironment);
        return new Child.Spec(
                name,
                () -> installation.serviceCommand(service, data),
                environment,
                data.log(name),
                () -> Probe.isServiceReady("http://127.0.0.1:" + management),
                "TERM",
                installation.recording() ? RECORD_PATIENCE : STOP_PATIENCE);
    }
}
