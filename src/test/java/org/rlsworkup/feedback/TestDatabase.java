package org.rlsworkup.feedback;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.rlsworkup.support.Tries;
import org.springframework.util.function.SingletonSupplier;

/** The databases every test of the store runs against; one PostgreSQL server for the whole test run. */
public enum TestDatabase {
    H2 {
        @Override
        public String freshUrl() {
            return "jdbc:h2:mem:test" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRES {
        @Override
        public String freshUrl() {
            var name = "test" + COUNT.incrementAndGet();
            try (var connection = SERVER.obtain().getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return SERVER.obtain().getJdbcUrl("postgres", name);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final SingletonSupplier<EmbeddedPostgres> SERVER = SingletonSupplier.of(() -> {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });

    static List<TestDatabase> tried() {
        return Tries.isFull() ? List.of(values()) : List.of(H2);
    }

    /** Address of a database of its own, empty. */
    public abstract String freshUrl();

    /** A pool on an empty database. */
    public HikariDataSource pool() {
        return pool(freshUrl(), this == H2 ? "sa" : "postgres", "");
    }

    public static HikariDataSource pool(String url) {
        return pool(url, "sa", "");
    }

    public static HikariDataSource pool(String url, String user, String password) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        Database.prepare(pool);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(20_000);
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(1);
        return pool;
    }
}
