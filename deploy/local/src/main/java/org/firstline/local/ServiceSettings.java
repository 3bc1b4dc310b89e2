package org.firstline.local;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment of a service in a local suite: everything that differs from machine to machine, and every secret. */
final class ServiceSettings {

    private ServiceSettings() {}

    static Map<String, String> environment(Service service, PortPlan ports, Secrets secrets, ExternalServers external) {
        var settings = new TreeMap<String, String>();
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", Issuer.url(ports.issuer()));
        settings.put("FIRSTLINE_SEAL_KEY", secrets.sealKey(service));
        settings.putAll(Optional.ofNullable(external.databases().get(service))
                .map(elsewhere -> elsewhere.environment(secrets))
                .orElseGet(() -> database(service, ports, secrets)));
        settings.putAll(external.broker()
                .map(elsewhere -> elsewhere.environment(service))
                .orElseGet(() -> broker(service, ports, secrets)));
        switch (service) {
            case INTAKE -> {
                settings.put("FIRSTLINE_INTAKE_MASTER_KEY", secrets.intakeMasterKey());
                settings.put("FIRSTLINE_INTAKE_TWILIO_SECRET", secrets.platformSecret(Secrets.TWILIO));
                settings.put("FIRSTLINE_INTAKE_CONNECT_SECRET", secrets.platformSecret(Secrets.AMAZON_CONNECT));
            }
            case FOLLOWUP -> {
                settings.put("FIRSTLINE_FOLLOWUP_INTAKE_URL", "http://127.0.0.1:" + ports.service(Service.INTAKE));
                settings.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", Issuer.url(ports.issuer()));
                settings.put("QUARKUS_OIDC_CLIENT_CLIENT_ID", "service-" + service.id());
                settings.put("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", secrets.clientSecret(service));
            }
            case DIAGNOSIS, ESCALATION -> {}
        }
        return settings;
    }

    private static Map<String, String> database(Service service, PortPlan ports, Secrets secrets) {
        return Map.of(
                "FIRSTLINE_DATABASE_URL", "postgresql://127.0.0.1:" + ports.postgres() + "/" + Databases.NAME,
                "FIRSTLINE_DATABASE_USER", service.id(),
                "FIRSTLINE_DATABASE_PASSWORD", secrets.databasePassword(service),
                "FIRSTLINE_DATABASE_SCHEMA", service.id());
    }

    private static Map<String, String> broker(Service service, PortPlan ports, Secrets secrets) {
        var settings = new TreeMap<String, String>();
        KafkaLogin.settings("127.0.0.1:" + ports.kafka(), service.id(), secrets.brokerPassword(service.id()))
                .forEach((name, value) -> settings.put(ExternalServers.variable(name), value));
        return settings;
    }
}
