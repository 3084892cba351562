package org.rlsworkup.feedback.insights;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.Database;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Exports all feedback, one entry a line, with the card it is about if that is known; streamed from the database. */
@RestController
public class FeedbackExport {
    private static final String ALL = """
        select f.received_at, coalesce(c.client, f.client) as client, f.service, f.card, f.outcome, f.outcome_at, f.accepted, f.reason_system,
            f.reason_code, f.reason_display, f.user_comment, c.issued_at, c.patient_key, c.tests, c.rules
        from feedback f left join issued_card c on c.card = f.card and f.client = coalesce(c.answered_by, c.client)
        order by f.received_at, f.entry\
        """;

    private final Database database;
    private final JsonMapper json;

    FeedbackExport(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @GetMapping("/insights/feedback.csv")
    void csv(HttpServletResponse response) {
        send(response, "text/csv;charset=UTF-8", Csv::line, row -> Csv.line(row.values()));
    }

    @GetMapping("/insights/feedback.ndjson")
    void ndjson(HttpServletResponse response) {
        send(response, "application/x-ndjson;charset=UTF-8", columns -> "", row -> {
            row.values().removeIf(Objects::isNull);
            return json.writeValueAsString(row) + "\n";
        });
    }

    private void send(
            HttpServletResponse response,
            String type,
            Function<List<String>, String> head,
            Function<Map<String, @Nullable String>, String> line) {
        if (!database.isUp()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "10");
            return;
        }
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // PostgreSQL streams rows only within a transaction.
        database.<@Nullable Void>inTransaction(access -> access.batches().query(ALL, rows -> {
            try {
                var out = response.getOutputStream();
                var columns = columns(rows.getMetaData());
                out.write(head.apply(columns).getBytes(StandardCharsets.UTF_8));
                while (rows.next()) {
                    out.write(line.apply(values(rows, columns)).getBytes(StandardCharsets.UTF_8));
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static List<String> columns(ResultSetMetaData rows) throws SQLException {
        var columns = new ArrayList<String>();
        for (var i = 1; i <= rows.getColumnCount(); i++) {
            columns.add(rows.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return columns;
    }

    private static Map<String, @Nullable String> values(ResultSet row, List<String> columns) throws SQLException {
        var values = new LinkedHashMap<String, @Nullable String>();
        for (var column : columns) {
            if (column.endsWith("_at")) {
                var at = row.getObject(column, OffsetDateTime.class);
                values.put(column, at == null ? null : at.toInstant().toString());
            } else {
                var text = row.getString(column);
                values.put(column, text == null ? null : text.replace('\n', ' '));
            }
        }
        return values;
    }
}
