package dev.evenkeel.runtime.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers queries for the addresses of names in one zone, by UDP and by TCP.
public final class DnsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final int LARGEST = 65_535;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Reply reply;
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    private DnsServer(Reply reply, DatagramSocket udp, ServerSocket tcp) {
        this.reply = reply;
        this.udp = udp;
        this.tcp = tcp;
    }

    /// Begins to listen.
    ///
    /// @param zone the end of all names that are known, in lower case
    /// @param addresses four bytes by name, in lower case
    /// @throws IOException if the address cannot be listened on
    public static DnsServer start(InetSocketAddress address, String zone, Function<String, Optional<byte[]>> addresses)
            throws IOException {
        var udp = new DatagramSocket(address);
        try {
            var tcp = new ServerSocket(udp.getLocalPort(), 16, address.getAddress());
            var server = new DnsServer(new Reply(zone, addresses), udp, tcp);
            Thread.ofPlatform().name("dns-udp").daemon().start(server::datagrams);
            Thread.ofPlatform().name("dns-tcp").daemon().start(server::connections);
            return server;
        } catch (IOException e) {
            udp.close();
            throw e;
        }
    }

    /// The port that is listened on.
    public int port() {
        return udp.getLocalPort();
    }

    private void datagrams() {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!udp.isClosed()) {
            try {
                packet.setLength(LARGEST);
                udp.receive(packet);
                var query = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
                var answer = reply.to(query.slice());
                if (answer.isPresent()) {
                    udp.send(new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                complain(e);
            }
        }
    }

    private void connections() {
        while (!tcp.isClosed()) {
            try {
                var socket = tcp.accept();
                Thread.ofVirtual().name("dns").start(() -> converse(socket));
            } catch (IOException e) {
                complain(e);
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            var query = new byte[in.readUnsignedShort()];
            in.readFully(query);
            var answer = reply.to(ByteBuffer.wrap(query));
            if (answer.isPresent()) {
                out.writeShort(answer.get().length);
                out.write(answer.get());
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("a query by TCP came to nothing", e);
        }
    }

    private void complain(IOException e) {
        if (!udp.isClosed()) {
            LOG.warn("while answering names", e);
        }
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.warn("while closing", e);
        }
    }
}
