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

/// One GET whose answer lasts, on a connection of its own. docker-java holds a platform thread for each; this one
/// parks the virtual thread that reads it.
final class LastingCall {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private LastingCall() {}

    /// The bytes of a connection, and how it is ended.
    private record Line(InputStream in, OutputStream out, Closeable end) {}

    /// The status and the body of an answer.
    record Answer(int status, InputStream body) {}

    /// Asks for a path, with its version.
    ///
    /// @param tls set where the engine is reached over TLS
    static Answer get(URI host, @Nullable SSLContext tls, String path) throws IOException {
        var line = host.getScheme().equals("unix") ? unix(host) : tcp(host, tls);
        try {
            var request = "GET " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
            line.out().write(request.getBytes(StandardCharsets.US_ASCII));
            line.out().flush();
            return answer(line);
        } catch (IOException e) {
            line.end().close();
            throw e;
        }
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
        return new Line(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    }

    private static Line tcp(URI host, @Nullable SSLContext tls) throws IOException {
        var socket = tls == null ? new Socket() : tls.getSocketFactory().createSocket();
        try {
            socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), (int) CONNECT_TIMEOUT.toMillis());
            socket.setKeepAlive(true);
            return new Line(socket.getInputStream(), socket.getOutputStream(), socket);
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
