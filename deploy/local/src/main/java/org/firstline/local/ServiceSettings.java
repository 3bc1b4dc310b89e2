package org.firstline.local;

import java.util.Map;
import java.util.TreeMap;

/** The environment of a service in a local suite: everything that differs from machine to machine, and every secret. */
final class ServiceSettings {

    private ServiceSettings() {}

    static Map<String, String> environment(Service service, PortPlan ports, Secrets secrets) {
        var settings = new TreeMap<String, String>();
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(ports.service(service)));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(service)));
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", Issuer.url(ports.issuer()));
        settings.put("FIRSTLINE_DATABASE_HOST", "127.0.0.1");
        settings.put("FIRSTLINE_DATABASE_PORT", Integer.toString(ports.postgres()));
        settings.put("FIRSTLINE_DATABASE_NAME", Databases.NAME);
        settings.put("FIRSTLINE_DATABASE_USER", service.id());
        settings.put("FIRSTLINE_DATABASE_PASSWORD", secrets.databasePassword(service));
        settings.put("FIRSTLINE_DATABASE_SCHEMA", service.id());
        settings.put("FIRSTLINE_SEAL_KEY", secrets.sealKey(service));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
        settings.put("KAFKA_SECURITY_PROTOCOL", KafkaLogin.PROTOCOL);
        settings.put("KAFKA_SASL_MECHANISM", KafkaLogin.MECHANISM);
        settings.put("KAFKA_SASL_JAAS_CONFIG", KafkaLogin.jaas(service.id(), secrets.brokerPassword(service.id())));
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
}
