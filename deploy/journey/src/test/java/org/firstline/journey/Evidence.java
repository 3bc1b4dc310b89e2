package org.firstline.journey;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.firstline.local.Service;

/** Everything that the suite leaves behind where people and machines can read it, as text. */
final class Evidence {

    /** A piece of text and where it was read. */
    record Found(String place, String text) {}

    private final TheSuite suite;

    Evidence(TheSuite suite) {
        this.suite = suite;
    }

    /** Every topic that there is. */
    Set<String> topics() throws ExecutionException, InterruptedException {
        try (Admin admin = suite.doors().admin()) {
            return admin.listTopics().names().get();
        }
    }

    /** All records of these topics: keys, headers, values. */
    List<Found> records(Set<String> topics) {
        List<Found> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Records.of(suite.suite().running(), topics)) {
            String place = record.topic() + "/" + record.partition() + "@" + record.offset();
            StringBuilder text = new StringBuilder(Records.key(record));
            for (Header header : record.headers()) {
                text.append('\n').append(header.key()).append('=').append(Records.utf8(header.value()));
            }
            text.append('\n').append(Records.utf8(record.value()));
            found.add(new Found(place, text.toString()));
        }
        return found;
    }

    /** The logs of all processes. */
    List<Found> logs() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(suite.data().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.add(new Found(
                        file.getFileName().toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            }
        }
        return found;
    }

    /** All rows of all tables in the schemas of the services; bytes are read as if they were text. */
    List<Found> tables() throws SQLException {
        List<Found> found = new ArrayList<>();
        try (Connection connection = suite.database();
                Statement statement = connection.createStatement()) {
            for (String table : tableNames(statement)) {
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int i = 1; i <= columns; i++) {
                            String text =
                                    rows.getMetaData().getColumnTypeName(i).equals("bytea")
                                            ? Records.utf8(rows.getBytes(i))
                                            : rows.getString(i);
                            if (text != null && !text.isEmpty()) {
                                found.add(new Found(
                                        table + "." + rows.getMetaData().getColumnName(i), text));
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    /** What each service says of itself to who watches it. */
    List<Found> metrics() throws IOException, InterruptedException {
        List<Found> found = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Service service : Service.values()) {
                URI metrics = suite.suite().running().managementUrl(service).resolve("/q/metrics");
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
                found.add(new Found("metrics of " + service.id(), answer.statusCode() + "\n" + answer.body()));
            }
        }
        return found;
    }

    /** Everything in the exported spans. */
    List<Found> spans() {
        return suite.spans().spans().stream()
                .map(span -> new Found("span " + span.name() + " of " + span.service(), span.text()))
                .toList();
    }

    private static List<String> tableNames(Statement statement) throws SQLException {
        String schemas = String.join(
                ", ",
                Arrays.stream(Service.values())
                        .map(service -> "'" + service.id() + "'")
                        .toList());
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select table_schema || '.' || table_name"
                + " from information_schema.tables where table_type = 'BASE TABLE' and table_schema in (" + schemas
                + ") order by 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
