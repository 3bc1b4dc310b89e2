package org.firstline.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A service's database on a server that is not ours.
 *
 * @param service whose it is
 * @param url {@code postgresql://host:port/name}
 * @param user the service's role
 * @param givenPassword of that role; without it, one from our secrets, which an administrator sets
 * @param schema the service's own, which the role owns
 * @param administrator may create roles and schemas; empty: all must be there
 */
record ExternalDatabase(
        Service service,
        String url,
        String user,
        Optional<String> givenPassword,
        String schema,
        Optional<Login> administrator) {

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String WRONG_LOGIN = "28";
    private static final String UNREACHABLE = "08";

    /** The environment in which the service finds it. */
    Map<String, String> environment(Secrets secrets) {
        return new TreeMap<>(Map.of(
                "FIRSTLINE_DATABASE_URL", url,
                "FIRSTLINE_DATABASE_USER", user,
                "FIRSTLINE_DATABASE_PASSWORD", password(secrets),
                "FIRSTLINE_DATABASE_SCHEMA", schema));
    }

    /**
     * Creates database, role and schema if there is an administrator, and looks whether the service can work there.
     *
     * @return what is missing, in a sentence that says what to do; empty when nothing is
     */
    Optional<String> prepare(Secrets secrets) {
        try {
            if (administrator.isPresent()) {
                create(administrator.get(), password(secrets));
            }
        } catch (SQLException e) {
            return Optional.of(administratorTrouble(e));
        }
        try (var connection = connect(url, new Login(user, password(secrets)))) {
            return hasSchema(connection)
                    ? Optional.empty()
                    : Optional.of(Words.of("external-schema", service.id(), url, user, schema));
        } catch (SQLException e) {
            return Optional.of(trouble(e));
        }
    }

    private String password(Secrets secrets) {
        return givenPassword.orElseGet(() -> secrets.databasePassword(service));
    }

    private void create(Login admin, String password) throws SQLException {
        try (var connection = connectOrCreate(admin)) {
            Databases.createRole(connection, user, schema, password);
        }
    }

    private Connection connectOrCreate(Login admin) throws SQLException {
        try {
            return connect(url, admin);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
        var name = url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
        try (var connection = connect(url.replace("/" + name, "/postgres"), admin)) {
            Databases.create(connection, name);
        }
        return connect(url, admin);
    }

    private static Connection connect(String url, Login login) throws SQLException {
        var limits = "connectTimeout=5&loginTimeout=10";
        return DriverManager.getConnection(
                "jdbc:" + url + (url.contains("?") ? "&" : "?") + limits, login.user(), login.password());
    }

    private boolean hasSchema(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select has_schema_privilege(oid, 'create')"
                + " and has_schema_privilege(oid, 'usage') from pg_namespace where nspname = ?")) {
            query.setString(1, schema);
            try (var row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private String administratorTrouble(SQLException e) {
        return state(e).startsWith(UNREACHABLE)
                ? Words.of("external-database-away", url, Words.why(e))
                : Words.of("external-administrator", url, Words.why(e));
    }

    private String trouble(SQLException e) {
        var state = state(e);
        if (state.startsWith(UNREACHABLE)) {
            return Words.of("external-database-away", url, Words.why(e));
        }
        return state.startsWith(WRONG_LOGIN) || state.equals(NO_SUCH_DATABASE)
                ? Words.of("external-login", service.id(), url, user, service.name(), Words.why(e))
                : Words.of("external-database-fault", service.id(), url, Words.why(e));
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
