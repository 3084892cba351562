package org.rlsworkup.feedback.insights;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.Database;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Exports all feedback, one entry a line, with the card it is about if that is known; streamed from the database. */
@RestController
public class FeedbackExport {
    private static final List<String> COLUMNS = List.of(
            "received_at",
            "client",
            "service",
            "card",
            "outcome",
            "outcome_at",
            "accepted",
            "reason_system",
            "reason_code",
            "reason_display",
            "user_comment",
            "issued_at",
            "patient_key",
            "tests",
            "rules");
    private static final String ALL = """
        select f.received_at, f.client, f.service, f.card, f.outcome, f.outcome_at, f.accepted, f.reason_system,
            f.reason_code, f.reason_display, f.user_comment, c.issued_at, c.patient_key, c.tests, c.rules
        from feedback f left join issued_card c on c.card = f.card and c.client = f.client
        order by f.received_at, f.entry\
        """;

    private final Database database;

    FeedbackExport(Database database) {
        this.database = database;
    }

    @GetMapping("/insights/feedback.csv")
    void csv(HttpServletResponse response) {
        send(response, "text/csv;charset=UTF-8", Csv.line(COLUMNS), Csv::line);
    }

    @GetMapping("/insights/feedback.ndjson")
    void ndjson(HttpServletResponse response) {
        send(response, "application/x-ndjson;charset=UTF-8", "", FeedbackExport::json);
    }

    private interface Format {
        String line(List<@Nullable String> values);
    }

    private static String json(List<@Nullable String> values) {
        var object = new LinkedHashMap<String, String>();
        for (var i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value != null) {
                object.put(COLUMNS.get(i), value);
            }
        }
        return JsonMapper.shared().writeValueAsString(object) + "\n";
    }

    private void send(HttpServletResponse response, String type, String head, Format format) {
        if (!database.isUp()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "10");
            return;
        }
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // PostgreSQL streams rows only within a transaction.
        database.<Integer>inTransaction(access -> {
            try {
                var out = response.getOutputStream();
                write(out, head);
                access.batches().query(ALL, row -> {
                    write(out, format.line(values(row)));
                });
                return 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable String> values(ResultSet row) throws SQLException {
        var values = new ArrayList<@Nullable String>(COLUMNS.size());
        for (var column : COLUMNS) {
            if (column.endsWith("_at")) {
                var at = row.getObject(column, OffsetDateTime.class);
                values.add(at == null ? null : at.toInstant().toString());
            } else {
                var text = row.getString(column);
                values.add(text == null ? null : text.replace('\n', ' '));
            }
        }
        return values;
    }
}
