package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Copies everything from one database of feedback into another that is empty, of the same kind or not. A table is copied
 * whole or not at all, and one that was copied is not copied again.
 */
public final class FeedbackMove {
    private static final int STEP = 1_000;
    /** Of the processes that use a database, or of the migration itself. */
    private static final Set<String> NOT_MOVED = Set.of("flyway_schema_history", "moved_table", "replica", "seen_id");
    /** Have rows that mean nothing before there is anything to mean. */
    private static final Set<String> NEVER_EMPTY = Set.of("summed_up", "used_patient_key");
    /** Before the others, which refer to it. */
    private static final String FIRST = "issued_card";

    private final Database from;
    private final Database to;

    public FeedbackMove(Database from, Database to) {
        this.from = from;
        this.to = to;
    }

    /** The tables of the target that hold rows which were not moved there, and so forbid to move. */
    public Set<String> occupied() {
        var occupied = new TreeSet<>(tables(to));
        occupied.removeAll(NEVER_EMPTY);
        occupied.removeAll(moved().keySet());
        occupied.removeIf(table -> count(to, table) == 0);
        return Collections.unmodifiableSet(occupied);
    }

    /** Whether a process has used either database within the last 30 seconds. */
    public boolean isInUse() {
        return Replicas.anyRunning(from.access()) || Replicas.anyRunning(to.access());
    }

    private SortedMap<String, Long> moved() {
        var moved = new TreeMap<String, Long>();
        to.access().sql().sql("select name, row_count from moved_table").query((ResultSet row) -> {
            moved.put(row.getString(1), row.getLong(2));
        });
        return moved;
    }

    /**
     * Moves what was not moved yet.
     *
     * @param progress told each table with its rows
     */
    public void run(BiConsumer<String, Long> progress) {
        var moved = moved();
        var tables = new ArrayList<>(tables(from));
        tables.remove(FIRST);
        tables.addFirst(FIRST);
        for (var table : tables) {
            var rows = moved.containsKey(table) ? moved.get(table) : Long.valueOf(move(table));
            progress.accept(table, rows);
        }
    }

    /** The tables whose numbers of rows differ now; none if everything was moved. */
    public List<String> differences() {
        return tables(from).stream()
                .filter(table -> count(from, table) != count(to, table))
                .toList();
    }

    private long move(String table) {
        return to.<Long>inTransaction(target -> {
            target.update("delete from " + table);
            // PostgreSQL streams rows only within a transaction.
            var rows = from.<Long>inTransaction(source -> copy(source, target, table));
            target.update("insert into moved_table (name, row_count) values (?, ?)", table, rows);
            return rows;
        });
    }

    private static long copy(Database.Access source, Database.Access target, String table) {
        ResultSetExtractor<Long> copying = rows -> {
            var columns = columns(rows);
            var insert = "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            var batch = new ArrayList<Object[]>(STEP);
            var count = 0L;
            while (rows.next()) {
                var row = new Object[columns.size()];
                for (var i = 0; i < row.length; i++) {
                    row[i] = rows.getObject(i + 1);
                }
                batch.add(row);
                count++;
                if (batch.size() == STEP) {
                    target.batches().batchUpdate(insert, batch);
                    batch.clear();
                }
            }
            target.batches().batchUpdate(insert, batch);
            return count;
        };
        var count = source.batches().query("select * from " + table, copying);
        return count == null ? 0 : count;
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        var columns = new ArrayList<String>();
        for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return columns;
    }

    private static long count(Database database, String table) {
        return database.access()
                .query(Long.class, "select count(*) from " + table)
                .single();
    }

    private static Set<String> tables(Database database) {
        ConnectionCallback<Set<String>> listing = connection -> {
            var names = new TreeSet<String>();
            try (var tables = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"
                    })) {
                while (tables.next()) {
                    names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
            names.removeAll(NOT_MOVED);
            return names;
        };
        var tables = database.access().batches().execute(listing);
        return tables == null ? Set.of() : tables;
    }
}
