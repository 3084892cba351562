package org.rlsworkup.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class DatabaseTests {
    /** In a file: in memory nothing is ever delayed, whatever is set. */
    @Test
    void onH2EveryCommitIsWrittenAtOnceWhateverTheAddressSays() throws Exception {
        var url = "jdbc:h2:file:./target/h2/" + UUID.randomUUID() + ";WRITE_DELAY=5000";
        try (var pool = TestDatabase.pool(url);
                var database = new Database(() -> pool)) {
            database.check();
            var delay = database.access()
                    .sql()
                    .sql("select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'")
                    .query(String.class)
                    .list();
            assertThat(delay).containsOnly("0");
            assertThat(database.isUp()).isTrue();
        }
    }

    @Test
    void aUserWhoMayNotMakeH2DurableIsRefusedWithTheReason() throws Exception {
        var url = TestDatabase.H2.freshUrl().replace(";DB_CLOSE_DELAY=-1", "");
        try (var admin = DriverManager.getConnection(url, "sa", "");
                var statement = admin.createStatement()) {
            statement.execute("create user clerk password 'x'");
            var pool = TestDatabase.pool(url, "clerk", "x");
            pool.setConnectionTimeout(500);
            try (var database = new Database(() -> pool)) {
                assertThatThrownBy(database::check)
                        .isInstanceOf(Database.NotDurableException.class)
                        .hasMessageContaining("WRITE_DELAY");
                assertThat(database.isUp()).isFalse();
            }
        }
    }

    @Test
    void aDatabaseThatAnswersLateIsOpenedThen() throws Exception {
        var pool = TestDatabase.H2.pool();
        var answers = new AtomicBoolean();
        try (var database = new Database(() -> new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                if (!answers.get()) {
                    throw new SQLException("not yet");
                }
                return super.getConnection();
            }
        })) {
            database.check();
            assertThat(database.isUp()).isFalse();
            assertThatThrownBy(database::access).hasMessageContaining("not been opened");
            answers.set(true);
            database.check();
            assertThat(database.isUp()).isTrue();
            assertThat(database.access()).isNotNull();
        }
    }
}
