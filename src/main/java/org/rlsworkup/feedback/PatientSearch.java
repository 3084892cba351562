package org.rlsworkup.feedback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.FeedbackLookup.StoredAs;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the newest cards of one patient. It can be given up from another thread: what the database executes then is
 * cancelled, and the connection stays open.
 */
final class PatientSearch {
    /** More than any patient has: a later override of what says the same takes the place of the one before. */
    private static final int MOST_OVERRIDDEN = 100;
    /** Cards that are remembered for a time without having been answered. */
    private static final int MOST_SHOWN = 50;

    static final String OVERRIDDEN = """
        select c.card, o.overridden_at, c.condition_key, c.tests, c.findings, o.reason_system, o.reason_code, o.accepted
        from overridden_card o join issued_card c on c.card = o.card
        where o.patient_key = ? order by o.patient_key, o.overridden_at desc limit \
        """ + MOST_OVERRIDDEN;
    static final String ISSUED = """
        select service, user_key, issued_at, shown, rules, findings, kind, encounter_key
        from issued_card where patient_key = ? order by patient_key, issued_at desc limit \
        """;

    private final StoredAs patient;
    private final int mostShown;
    private volatile @Nullable PreparedStatement running;
    private volatile boolean givenUp;

    /** @param content whether what cards said is needed, and not only whether there was one */
    PatientSearch(StoredAs patient, boolean content) {
        this.patient = patient;
        this.mostShown = content ? MOST_SHOWN : 1;
    }

    /** Reads one row. */
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    record Found(List<OverriddenRow> overridden, List<ShownRow> shown) {}

    record OverriddenRow(
            String card,
            OffsetDateTime at,
            @Nullable String conditionKey,
            String tests,
            String findings,
            @Nullable String reasonSystem,
            @Nullable String reasonCode,
            String accepted) {
        static OverriddenRow of(ResultSet row) throws SQLException {
            return new OverriddenRow(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8));
        }
    }

    record ShownRow(
            String service,
            @Nullable String userKey,
            OffsetDateTime issuedAt,
            boolean shown,
            String rules,
            String findings,
            @Nullable String kind,
            @Nullable String encounterKey) {
        static ShownRow of(ResultSet row) throws SQLException {
            return new ShownRow(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8));
        }
    }

    /** @throws DataAccessException if it fails, or was given up */
    Found run(JdbcTemplate database) {
        ConnectionCallback<Found> both = connection -> {
            var issued = list(connection, ISSUED + mostShown, ShownRow::of);
            // Most patients have no card yet: then none was overridden.
            return new Found(
                    issued.isEmpty() ? List.of() : list(connection, OVERRIDDEN, OverriddenRow::of),
                    issued.stream().filter(ShownRow::shown).toList());
        };
        return database.execute(both);
    }

    private <T> List<T> list(Connection connection, String query, RowReader<T> reader) throws SQLException {
        var keys = Stream.of(patient.now(), patient.before()).distinct().toList();
        var all = keys.stream().map(key -> "(" + query + ")").collect(Collectors.joining(" union all "));
        try (var statement = connection.prepareStatement(keys.size() == 1 ? query : all)) {
            for (var i = 0; i < keys.size(); i++) {
                statement.setString(i + 1, keys.get(i));
            }
            running = statement;
            if (givenUp) {
                throw new SQLException("The look-up was given up");
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    /** Returns at once; nothing happens if it is over. */
    void giveUp() {
        givenUp = true;
        var statement = running;
        if (statement != null) {
            Thread.ofVirtual().name("cancel").start(() -> cancel(statement));
        }
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException over) {
            // The statement ended meanwhile, or the database cannot be reached: there is nothing to cancel.
        }
    }
}
