package org.rlsworkup.feedback;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** The rows of a database, for tests outside this package. */
public final class Rows {
    private Rows() {}

    public static List<Map<String, Object>> of(Database database, String sql, Object... values) {
        return database.access().sql().sql(sql).params(values).query().listOfRows();
    }

    public static Instant instant(Database database, String sql, Object... values) {
        return database.access()
                .sql()
                .sql(sql)
                .params(values)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
