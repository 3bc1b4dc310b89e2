package org.firstline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that others run: what is created, what is only looked at, and what a person is told. */
class ExternalServersTest {

    private static final String ADMIN_WORD = "admin's \\ word";

    @TempDir
    static Path directory;

    private static LocalPostgres postgres;
    private static LocalBroker broker;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start(new LocalPostgres.Settings(
                directory.resolve("postgres"),
                Ports.anyFree(),
                ADMIN_WORD,
                directory,
                directory.resolve("postgres.log")));
        int ports = Ports.anyFreeRange(2);
        broker = LocalBroker.start(new LocalBroker.Settings(
                directory.resolve("kafka"), ports, ports + 1, secrets().brokerPasswords()));
    }

    @AfterAll
    static void stop() {
        broker.close();
        postgres.close();
    }

    @Test
    void nothing_is_elsewhere_unless_a_setting_says_so() {
        assertThat(ExternalServers.named(Map.of("KAFKA_HOME", "/opt/kafka", "FIRSTLINE_DATABASE_URL", " ")))
                .isEqualTo(ExternalServers.NONE);
    }

    @Test
    void a_setting_with_a_services_name_goes_before_the_common_one() {
        var servers = ExternalServers.named(Map.of(
                "FIRSTLINE_DATABASE_URL", "postgresql://db.example/firstline",
                "INTAKE_FIRSTLINE_DATABASE_URL", "postgresql://vault.example:5433/support?sslmode=require",
                "INTAKE_FIRSTLINE_DATABASE_USER", "keeper",
                "KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092",
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "DIAGNOSIS_KAFKA_SASL_JAAS_CONFIG", "diagnosis' login"));

        assertThat(servers.databases().get(Service.INTAKE).environment(secrets()))
                .containsEntry("FIRSTLINE_DATABASE_URL", "postgresql://vault.example:5433/support?sslmode=require")
                .containsEntry("FIRSTLINE_DATABASE_USER", "keeper")
                .containsEntry("FIRSTLINE_DATABASE_SCHEMA", "intake");
        assertThat(servers.databases().get(Service.FOLLOWUP).environment(secrets()))
                .containsEntry("FIRSTLINE_DATABASE_URL", "postgresql://db.example/firstline")
                .containsEntry("FIRSTLINE_DATABASE_USER", "followup");
        assertThat(servers.broker().orElseThrow().environment(Service.DIAGNOSIS))
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "diagnosis' login");
        assertThat(servers.broker().orElseThrow().environment(Service.INTAKE))
                .doesNotContainKey("KAFKA_SASL_JAAS_CONFIG");
        assertThat(servers.haveEveryDatabase()).isTrue();
    }

    @Test
    void one_service_alone_may_have_its_database_elsewhere() {
        var servers = ExternalServers.named(Map.of("INTAKE_FIRSTLINE_DATABASE_URL", "postgresql://db.example/support"));

        assertThat(servers.databases()).containsOnlyKeys(Service.INTAKE);
        assertThat(servers.haveEveryDatabase()).isFalse();
        assertThat(new PortPlan(PortPlan.DEFAULT_BASE).owners(servers)).containsKeys(8085, 8086);
    }

    @Test
    void what_is_no_url_of_a_database_is_told() {
        assertThatThrownBy(() -> ExternalServers.named(
                        Map.of("FIRSTLINE_DATABASE_URL", "postgresql://me:word@db.example/firstline")))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("postgresql://")
                .hasMessageNotContaining("word@");
    }

    @Test
    void no_child_inherits_a_login_by_accident() {
        assertThat(new String[] {
                    "FIRSTLINE_DATABASE_ADMIN_PASSWORD",
                    "INTAKE_FIRSTLINE_DATABASE_ADMIN_PASSWORD",
                    "KAFKA_SASL_JAAS_CONFIG"
                })
                .allMatch(ExternalServers::isSetting);
        assertThat(new String[] {"PATH", "FIRSTLINE_LANGUAGE", "QUARKUS_HTTP_PORT"})
                .noneMatch(ExternalServers::isSetting);
    }

    @Test
    void an_administrator_creates_database_role_and_schema_and_the_second_time_nothing_changes() {
        var servers = database("created", LocalPostgres.SUPERUSER, ADMIN_WORD);

        servers.prepare(secrets());

        assertThatCode(() -> servers.prepare(secrets())).doesNotThrowAnyException();
        assertThatCode(() -> database("created", "", "").prepare(secrets())).doesNotThrowAnyException();
    }

    @Test
    void an_administrator_need_not_be_a_superuser() throws SQLException {
        execute("create role landlord login createrole createdb password 'l'");

        database("let", "landlord", "l", "INTAKE_FIRSTLINE_DATABASE_USER", "lodger")
                .prepare(secrets());
    }

    @Test
    void without_an_administrator_what_is_missing_is_told_with_what_to_do() throws SQLException {
        execute("create database bare", "create role guest login password 'g'");
        var wrong = database("bare", "", "", "FIRSTLINE_DATABASE_USER", "guest", "FIRSTLINE_DATABASE_PASSWORD", "no");
        var right = database("bare", "", "", "FIRSTLINE_DATABASE_USER", "guest", "FIRSTLINE_DATABASE_PASSWORD", "g");
        var nowhere = ExternalServers.named(
                Map.of("FIRSTLINE_DATABASE_URL", "postgresql://127.0.0.1:" + Ports.anyFree() + "/firstline"));

        assertThatThrownBy(() -> wrong.prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("INTAKE_FIRSTLINE_DATABASE_PASSWORD")
                .hasMessageContaining("FIRSTLINE_DATABASE_ADMIN_USER");
        assertThatThrownBy(() -> right.prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("CREATE SCHEMA intake AUTHORIZATION guest");
        assertThatThrownBy(() -> nowhere.prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void topics_are_created_by_who_may_and_rights_are_looked_at() {
        var environment = new HashMap<String, String>();
        Map.of(
                        "",
                        "bot",
                        "INTAKE_",
                        "intake",
                        "DIAGNOSIS_",
                        "diagnosis",
                        "ESCALATION_",
                        "escalation",
                        "FOLLOWUP_",
                        "followup")
                .forEach((prefix, principal) -> environment.put(prefix + "KAFKA_SASL_JAAS_CONFIG", jaas(principal)));

        assertThatThrownBy(() -> kafka(environment).prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("call-events")
                .hasMessageContaining("asyncapi.yaml");

        environment.put("KAFKA_SASL_JAAS_CONFIG", jaas(Acls.OPERATOR));
        assertThatThrownBy(() -> kafka(environment).prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("intake lacks the right READ on topic call-events")
                .hasMessageContaining("followup lacks the right WRITE on topic followup.cases");

        try (var admin = Admin.create(new HashMap<String, Object>(
                kafka(environment).broker().orElseThrow().common()))) {
            Acls.apply(admin);
        }
        assertThatCode(() -> kafka(environment).prepare(secrets())).doesNotThrowAnyException();
    }

    @Test
    void a_broker_that_lets_nobody_in_or_is_not_there_is_told() {
        var stranger = kafka(Map.of("KAFKA_SASL_JAAS_CONFIG", KafkaLogin.jaas("intake", "wrong")));
        var nowhere = ExternalServers.named(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.anyFree(),
                "KAFKA_REQUEST_TIMEOUT_MS", "500",
                "KAFKA_DEFAULT_API_TIMEOUT_MS", "1000"));

        assertThatThrownBy(() -> stranger.prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("KAFKA_SASL_JAAS_CONFIG");
        assertThatThrownBy(() -> nowhere.prepare(secrets()))
                .isInstanceOf(LocalTrouble.class)
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }

    private static ExternalServers database(String name, String admin, String word, String... more) {
        var environment = new HashMap<>(Map.of(
                "FIRSTLINE_DATABASE_URL", "postgresql://127.0.0.1:" + postgres.port() + "/" + name,
                "FIRSTLINE_DATABASE_ADMIN_USER", admin,
                "FIRSTLINE_DATABASE_ADMIN_PASSWORD", word));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return ExternalServers.named(environment);
    }

    private static ExternalServers kafka(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL", KafkaLogin.PROTOCOL,
                "KAFKA_SASL_MECHANISM", KafkaLogin.MECHANISM));
        environment.putAll(more);
        return ExternalServers.named(environment);
    }

    private static String jaas(String principal) {
        return KafkaLogin.jaas(principal, secrets().brokerPassword(principal));
    }

    private static Secrets secrets() {
        return Secrets.in(directory);
    }

    private static void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        LocalPostgres.jdbcUrl("127.0.0.1", postgres.port(), "postgres"),
                        LocalPostgres.SUPERUSER,
                        ADMIN_WORD);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
