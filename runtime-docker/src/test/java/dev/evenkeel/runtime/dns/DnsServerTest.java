package dev.evenkeel.runtime.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DnsServerTest {
    private static final byte[] ADDRESS = {127, 81, 0, 1};

    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "elb.localhost",
                name -> name.equals("web.us-east-1.elb.localhost") ? Optional.of(ADDRESS) : Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] query(String name, int type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (var label : name.split("\\.", -1)) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeByte(0);
        out.writeShort(type);
        out.writeShort(1);
        return bytes.toByteArray();
    }

    private byte[] byUdp(byte[] query) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            var to = InetAddress.getLoopbackAddress();
            socket.send(new DatagramPacket(query, query.length, to, server.port()));
            var packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Web.US-east-1.ELB.localhost, 1, 0, 1",
        "web.us-east-1.elb.localhost, 28, 0, 0",
        "api.us-east-1.elb.localhost, 1, 3, 0",
        "elb.localhost, 1, 0, 0",
        "example.org, 1, 5, 0"
    })
    void namesOfTheZoneAreAnsweredAndOthersRefused(String name, int type, int code, int answers) throws IOException {
        var reply = ByteBuffer.wrap(byUdp(query(name, type)));
        assertEquals(0x1234, reply.getShort(0));
        assertEquals(0x8500 | code, reply.getShort(2) & 0xFFFF);
        assertEquals(answers, reply.getShort(6));
    }

    @Test
    void theAddressIsTheSameByTcp() throws IOException {
        var query = query("web.us-east-1.elb.localhost", 1);
        var udp = byUdp(query);
        assertArrayEquals(ADDRESS, Arrays.copyOfRange(udp, udp.length - 4, udp.length));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            var in = new DataInputStream(socket.getInputStream());
            assertArrayEquals(udp, in.readNBytes(in.readUnsignedShort()));
        }
    }

    @Test
    void rubbishIsToldToBeRubbishAndTheServerGoesOn() throws IOException {
        var rubbish = new byte[40];
        Arrays.fill(rubbish, (byte) 0x55);
        rubbish[2] = 1;
        assertEquals(1, byUdp(rubbish)[3] & 15);
        assertEquals(0, byUdp(query("web.us-east-1.elb.localhost", 1))[3] & 15);
    }
}
