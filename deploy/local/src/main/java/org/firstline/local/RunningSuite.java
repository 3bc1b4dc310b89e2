package org.firstline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A suite that runs on this machine, as other programs see it: where everything is, and the secrets to enter. For who
 * may read the data directory.
 */
public final class RunningSuite {

    private final DataDirectory data;
    private final SuiteFacts facts;

    RunningSuite(DataDirectory data, SuiteFacts facts) {
        this.data = data;
        this.facts = facts;
    }

    /**
     * The suite that runs on that data directory.
     *
     * @throws LocalTrouble when none does
     */
    public static RunningSuite read(Path directory) {
        var data = new DataDirectory(directory);
        var facts = SuiteFacts.read(data);
        if (!facts.isCurrent()) {
            throw new LocalTrouble(Words.of("not-running", data.path()));
        }
        return new RunningSuite(data, facts);
    }

    /** The data directory, absolute. */
    public Path data() {
        return data.path();
    }

    /** Where the service's API answers. */
    public URI url(Service service) {
        return URI.create(address(service).url());
    }

    /** Where the service's health and metrics answer, without the path. */
    public URI managementUrl(Service service) {
        return URI.create(address(service).management());
    }

    /** The issuer's name in tokens. */
    public String issuerUrl() {
        return facts.issuer();
    }

    /**
     * A fresh token for the user of that name, or the first who has that role; eight hours good for people.
     *
     * @throws LocalTrouble when there is neither
     */
    public String token(String nameOrRole) {
        return SigningKey.in(data.issuerKey()).token(facts.issuer(), DemoUser.find(nameOrRole));
    }

    /**
     * Kafka client settings of a principal: a service's name, {@code platform}, {@code bot}, {@code department-<id>} or
     * {@code operator}. A fresh map, for the caller to add to.
     */
    public Map<String, Object> kafka(String principal) {
        var file = data.clientFile(principal);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "Nobody is called " + principal + " at the broker: " + file + " is missing");
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        var settings = new HashMap<String, Object>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /**
     * JDBC URL of the database that holds all schemas.
     *
     * @throws LocalTrouble when it is not ours
     */
    public String jdbcUrl() {
        var url = facts.jdbcUrl();
        if (url == null) {
            throw new LocalTrouble(Words.of("external-not-ours", String.valueOf(facts.elsewhere())));
        }
        return url;
    }

    /** The database's administrator, who sees every schema. */
    public Login databaseAdmin() {
        return new Login(LocalPostgres.SUPERUSER, Secrets.in(data.path()).postgresPassword());
    }

    /** A service's own role in the database. */
    public Login databaseUser(Service service) {
        return new Login(service.id(), Secrets.in(data.path()).databasePassword(service));
    }

    /** The secret with which a platform signs its callbacks; see {@link Secrets#TWILIO}. */
    public String platformSecret(String platform) {
        return Secrets.in(data.path()).platformSecret(platform);
    }

    /** The process that keeps everything running. */
    public long supervisor() {
        return facts.supervisor();
    }

    /** The process of a child when this was read: a service's name, {@link Suite#BROKER} or {@link Suite#POSTGRES}. */
    public Optional<Long> pid(String child) {
        return Optional.ofNullable(facts.pids().get(child));
    }

    /** The file that takes what a child prints. */
    public Path log(String child) {
        return data.log(child);
    }

    SuiteFacts facts() {
        return facts;
    }

    private SuiteFacts.Address address(Service service) {
        var address = facts.services().get(service.id());
        if (address == null) {
            throw new LocalTrouble(Words.of("suite-file-broken", data.suiteFile(), service.id()));
        }
        return address;
    }
}
