package org.rlsworkup.endtoend.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.FullOnly;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Postgres;
import org.rlsworkup.support.Scene;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A token that one replica has seen is stored in PostgreSQL, where the others look it up. */
@FullOnly
@Postgres
class ReplicaTests extends ClientTest {
    @LocalServerPort
    int port;

    @Value("${spring.datasource.url}")
    String url;

    @Autowired
    Database database;

    @Test
    void whatATokenWasGoodForIsSharedAndNotTheTokenItself() throws SQLException {
        database.check();
        var token = token().claim("jti", "'shared'").by(ES384);
        var http = new Http(port);
        for (var expected : new int[] {200, 401}) {
            var answer = http.post(
                    "/cds-services/rls-workup",
                    Scene.nobody().patientView(),
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer " + token);
            assertThat(answer.status()).isEqualTo(expected);
        }
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*), max(cast(id as varchar)) from seen_id")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isOne();
            assertThat(rows.getString(2)).doesNotContain("shared");
        }
    }
}
