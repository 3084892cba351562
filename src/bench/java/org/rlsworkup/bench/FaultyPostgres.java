package org.rlsworkup.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A PostgreSQL that can be stopped, hang and have no room, with its files in the given folder. */
final class FaultyPostgres implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final Path folder;
    private EmbeddedPostgres server;

    FaultyPostgres(Path folder) throws IOException {
        this.folder = folder;
        server = start(0);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setServerConfig("max_wal_size", "32MB");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    void stop() throws IOException {
        server.close();
    }

    /** Starts it again at the same address. */
    void start() throws IOException {
        server = start(server.getPort());
    }

    /** Suspends all its processes (STOP), or lets them go on (CONT). */
    void signal(String signal) throws IOException, InterruptedException {
        var server = process();
        for (var process :
                Stream.concat(Stream.of(server), server.descendants()).toList()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private ProcessHandle process() throws IOException {
        var id = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(id)).orElseThrow(() -> new IOException("PostgreSQL has ended"));
    }

    /** Takes all room on the disk. */
    void fillDisk() throws IOException {
        try (var file = Files.newOutputStream(folder.resolve("filled"))) {
            for (var piece = new byte[PIECE]; ; ) {
                file.write(piece);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() > PIECE) {
                throw full;
            }
        }
    }

    void clearDisk() throws IOException {
        Files.delete(folder.resolve("filled"));
    }

    /** The values of a column of text. */
    Set<String> column(String query) throws IOException {
        var values = new HashSet<String>();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
