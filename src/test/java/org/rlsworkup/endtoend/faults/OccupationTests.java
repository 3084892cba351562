package org.rlsworkup.endtoend.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rlsworkup.support.ClientTest;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.Scene;
import org.rlsworkup.trust.HeadDeadlineProtocol;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Clients that occupy the service by what they do not send. */
@TestPropertySource(
        properties = {
            "rls.limits.reading=4",
            "rls.limits.head=200ms",
            "rls.limits.connections=321",
            "spring.datasource.url=jdbc:h2:mem:occupation"
        })
@Timeout(120)
class OccupationTests extends ClientTest {
    @LocalServerPort
    int port;

    @Autowired
    ServletWebServerApplicationContext service;

    private final ArrayList<Socket> connections = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }

    private Socket send(String text) throws IOException {
        var connection = new Socket(InetAddress.getLoopbackAddress(), port);
        connections.add(connection);
        connection.getOutputStream().write(text.getBytes(US_ASCII));
        return connection;
    }

    /** The status of the answer, or null if there is none in so many milliseconds. */
    private static String status(Socket connection, int wait) throws IOException {
        connection.setSoTimeout(wait);
        try {
            return new String(connection.getInputStream().readNBytes(12), US_ASCII).substring(9);
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    @Test
    void slowSendersOfOneClientLeaveRoomForAnother() throws Exception {
        var refused = new CountDownLatch(8);
        for (var i = 0; i < 10; i++) {
            var slow = send("POST /cds-services/rls-workup HTTP/1.1\r\nHost: rls\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + token().by(ES384) + "\r\nContent-Length: 1000\r\n\r\n{");
            Thread.startVirtualThread(() -> {
                try {
                    if ("503".equals(status(slow, 60_000))) {
                        refused.countDown();
                    }
                } catch (IOException e) {
                    // Closed at the end of the test.
                }
            });
        }
        // All but its share are refused while that is still being read.
        assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
        var token = token("https://other.example", CALL, "ES384", "es384").by(OTHER);
        var other = new Http(port)
                .post(
                        "/cds-services/rls-workup",
                        Scene.rls().patientView(),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + token);
        assertThat(other.status()).isEqualTo(200);
    }

    /** The body of a request that was refused, byte by byte, would be read for as long as the client likes. */
    @Test
    void aRefusedBodyThatComesByteByByteIsNotWaitedFor() throws IOException {
        for (var address : List.of("/cds-services/rls-workup", "/nothing")) {
            var slow = send("POST " + address + " HTTP/1.1\r\nHost: rls\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100000\r\n\r\n{");
            assertThat(isClosedBefore(slow, 500)).as(address).isTrue();
        }
    }

    /** A byte comes well before each pause is too long, and the head has no end. */
    @Test
    void aHeadThatComesByteByByteIsNotWaitedFor() throws IOException {
        var slow = send("GET /cds-services HTTP/1.1\r\nX-Slow: ");
        assertThat(isClosedBefore(slow, 500)).isTrue();
    }

    /** Whether the service closes a connection on which it gets so many bytes, one in 20 milliseconds. */
    private static boolean isClosedBefore(Socket connection, int bytes) throws IOException {
        connection.setSoTimeout(20);
        for (var sent = 0; sent < bytes; sent++) {
            try {
                connection.getOutputStream().write('x');
                if (connection.getInputStream().read(new byte[10_000]) < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Still open.
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aConnectionThatIsUsedAgainHasTheTimeForEachHead() throws IOException {
        var connection = send("");
        for (var i = 0; i < 3; i++) {
            connection.getOutputStream().write("GET /actuator/health/liveness HTTP/1.1\r\n".getBytes(US_ASCII));
            // Longer together than one head may take.
            assertThat(status(connection, 120)).isNull();
            connection.getOutputStream().write("Host: rls\r\n\r\n".getBytes(US_ASCII));
            var answer = new StringBuilder();
            connection.setSoTimeout(5000);
            while (!answer.toString().endsWith("\"UP\"}") && !answer.toString().endsWith("0\r\n\r\n")) {
                answer.append((char) connection.getInputStream().read());
            }
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void thereIsALimitOfConnections() {
        assertThat(service.getWebServer()).isInstanceOfSatisfying(TomcatWebServer.class, server -> {
            Connector connector = server.getTomcat().getConnector();
            assertThat(connector.getProtocolHandler())
                    .isInstanceOfSatisfying(
                            HeadDeadlineProtocol.class,
                            protocol -> assertThat(protocol.getMaxConnections()).isEqualTo(321));
        });
    }
}
