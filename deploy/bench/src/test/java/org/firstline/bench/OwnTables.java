package org.firstline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.firstline.local.EmbeddedStack;
import org.firstline.local.Service;

/** The services' own tables, made empty by their own migrations, for one who may do everything. */
final class OwnTables implements AutoCloseable {

    private static final Path PROJECT = Path.of("..", "..");

    private final Connection database;

    private OwnTables(Connection database) {
        this.database = database;
    }

    static OwnTables empty() throws SQLException, IOException {
        new EmbeddedStack().start();
        OwnTables tables = new OwnTables(connect());
        for (Service service : Service.values()) {
            tables.execute("drop schema if exists " + service.id() + " cascade");
            tables.execute("create schema " + service.id() + " authorization " + service.id());
            tables.execute("set search_path = " + service.id());
            tables.migrate(PROJECT.resolve("messaging/src/main/resources/db/messaging"));
            tables.migrate(PROJECT.resolve(service.id() + "-service/src/main/resources/db/migration"));
            for (String table : tables.found(
                    "select schemaname || '.' || tablename from pg_tables where schemaname = '" + service.id() + "'")) {
                tables.execute("alter table " + table + " owner to " + service.id());
            }
        }
        tables.execute("reset search_path");
        return tables;
    }

    static Connection connect() throws SQLException {
        var admin = EmbeddedStack.superuser();
        return DriverManager.getConnection(EmbeddedStack.jdbcUrl(), admin.user(), admin.password());
    }

    private void migrate(Path folder) throws IOException, SQLException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                execute(Files.readString(file));
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows, each as its values with spaces between. */
    List<String> found(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    values.add(row.getString(column));
                }
                lines.add(String.join(" ", values));
            }
        }
        return lines;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
