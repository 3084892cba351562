package org.rlsworkup.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One keep-alive connection to the server on loopback, on a blocking socket: cheap enough that a few of them keep the
 * server busy and the client is not the bottleneck. The body of a response in chunks has their lengths in it.
 */
final class Connection implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[64 * 1024];
    private int bodyAt;
    private int end;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        in = socket.getInputStream();
    }

    static byte[] get(String path) {
        return get(path, "");
    }

    /** @param headers each with a line end */
    static byte[] get(String path, String headers) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] post(String path, String json) {
        return post(path, "", json);
    }

    /** @param headers each with a line end */
    static byte[] post(String path, String headers, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        var request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Sends the request, waits for the whole answer and returns its status. */
    int exchange(byte[] request) throws IOException {
        var headers = send(request);
        if (headers.contains("\r\ntransfer-encoding: chunked")) {
            while (!isLastChunk()) {
                receive();
            }
        } else {
            for (var whole = bodyAt + contentLength(headers); end < whole; ) {
                receive();
            }
        }
        return status(headers);
    }

    private boolean isLastChunk() {
        var from = end - LAST_CHUNK.length;
        return from >= bodyAt && Arrays.equals(buffer, from, end, LAST_CHUNK, 0, LAST_CHUNK.length);
    }

    /** Sends the request and returns the status of the answer; the connection is of no further use. */
    int status(byte[] request) throws IOException {
        return status(send(request));
    }

    private static int status(String headers) {
        return Integer.parseInt(headers.substring(9, 12));
    }

    private String send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        end = 0;
        var head = -1;
        while (head < 0) {
            var from = Math.max(0, end - 3);
            receive();
            head = endOfHead(from);
        }
        bodyAt = head + 4;
        return new String(buffer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    int bodyLength() {
        return end - bodyAt;
    }

    String body() {
        return new String(buffer, bodyAt, bodyLength(), StandardCharsets.UTF_8);
    }

    private void receive() throws IOException {
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        var read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += read;
    }

    private int endOfHead(int from) {
        for (var i = from; i <= end - 4; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int contentLength(String headers) throws IOException {
        var name = "\r\ncontent-length:";
        var at = headers.indexOf(name);
        if (at < 0) {
            throw new IOException("an answer without a length");
        }
        var endOfLine = headers.indexOf('\r', at + name.length());
        return Integer.parseInt(headers.substring(at + name.length(), endOfLine < 0 ? headers.length() : endOfLine)
                .strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
