package dev.evenkeel.runtime.driver;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// One call whose answer lasts, on a connection of its own. docker-java holds a platform thread for each; this one
/// parks the virtual thread that reads it.
final class LastingCall {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int SWITCHED = 101;
    private static final int OK = 200;

    private LastingCall() {}

    /// The bytes of a connection, and how it is ended.
    ///
    /// @param endOutput says that nothing more will be written
    private record Line(InputStream in, OutputStream out, Ending endOutput, Closeable end) {}

    /// Ends one direction of a connection.
    private interface Ending {
        void end() throws IOException;
    }

    /// Both directions of a connection that the engine gave over.
    record Duplex(InputStream in, OutputStream out, Ending ending, Closeable line) implements Closeable {
        /// Nothing more will be written.
        void endOutput() throws IOException {
            ending.end();
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }

    /// The status and the body of an answer.
    record Answer(int status, InputStream body) {}

    /// Asks for a path, with its version.
    ///
    /// @param tls set where the engine is reached over TLS
    static Answer get(URI host, @Nullable SSLContext tls, String path) throws IOException {
        var line = open(host, tls);
        try {
            write(line, "GET " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n");
            return answer(line);
        } catch (IOException e) {
            line.end().close();
            throw e;
        }
    }

    /// Posts JSON and takes the connection over.
    ///
    /// @throws IOException also where the engine answers instead of giving the connection over
    static Duplex upgrade(URI host, @Nullable SSLContext tls, String path, String json) throws IOException {
        var line = open(host, tls);
        try {
            write(
                    line,
                    "POST " + path + " HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: " + json.length()
                            + "\r\n\r\n" + json);
            var answer = answer(line);
            if (answer.status() != SWITCHED && answer.status() != OK) {
                throw new IOException("status " + answer.status());
            }
            return new Duplex(answer.body(), line.out(), line.endOutput(), line.end());
        } catch (IOException e) {
            line.end().close();
            throw e;
        }
    }

    private static Line open(URI host, @Nullable SSLContext tls) throws IOException {
        return host.getScheme().equals("unix") ? unix(host) : tcp(host, tls);
    }

    private static void write(Line line, String request) throws IOException {
        line.out().write(request.getBytes(StandardCharsets.US_ASCII));
        line.out().flush();
    }

    private static Answer answer(Line line) throws IOException {
        var in = new BufferedInputStream(line.in());
        var status = ChunkedInput.line(in).split(" ", 3);
        boolean chunked = false;
        for (var header = ChunkedInput.line(in); !header.isEmpty(); header = ChunkedInput.line(in)) {
            chunked |= header.toLowerCase(Locale.ROOT).matches("transfer-encoding:\\s*chunked");
        }
        var body = chunked ? new ChunkedInput(in) : in;
        return new Answer(Integer.parseInt(status[1]), new Body(body, line.end()));
    }

    private static Line unix(URI host) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(host.getPath()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new Line(
                Channels.newInputStream(channel), Channels.newOutputStream(channel), channel::shutdownOutput, channel);
    }

    private static Line tcp(URI host, @Nullable SSLContext tls) throws IOException {
        var socket = tls == null ? new Socket() : tls.getSocketFactory().createSocket();
        try {
            socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), (int) CONNECT_TIMEOUT.toMillis());
            socket.setKeepAlive(true);
            return new Line(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Closing the body ends the connection, in whatever state it is.
    private static final class Body extends FilterInputStream {
        private final Closeable end;

        Body(InputStream in, Closeable end) {
            super(in);
            this.end = end;
        }

        @Override
        public void close() throws IOException {
            end.close();
        }
    }
}
