package dev.evenkeel.runtime.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Output that goes elsewhere: the engine sends it, and somebody receives it.
final class LogDriversIT {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 120_000;

    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
    }

    @BeforeEach
    void openDriver() {
        runtime = new TestRuntime(engine, FileShelf.open(folder), DockerDriver.Settings.defaults(folder));
    }

    @AfterEach
    void removeContainers() {
        runtime.close();
    }

    private void run(String driver, String options) {
        var log = "{'logConfiguration':{'logDriver':'" + driver + "','options':{" + options + "}}}";
        runtime.run(TestRuntime.sh("app", "echo ahoy; sleep 1").with(Docs.of(log)));
    }

    private String typeOf() {
        var name = Labels.containerName(runtime.key("app"));
        var config =
                engine.client().inspectContainerCmd(name).exec().getHostConfig().getLogConfig();
        return config.getType().getType();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "none"})
    void anEnginesOwnDriverIsUsed(String driver) {
        run(driver, "");

        assertEquals(driver, typeOf());
    }

    @Test
    void syslogReceivesTheLines() throws IOException {
        try (var socket = new DatagramSocket(0, HERE)) {
            run("syslog", "'syslog-address':'udp://127.0.0.1:" + socket.getLocalPort() + "'");

            assertTrue(received(socket).contains("ahoy"));
        }
    }

    @Test
    void gelfReceivesTheLines() throws IOException {
        try (var socket = new DatagramSocket(0, HERE)) {
            run(
                    "gelf",
                    "'gelf-address':'udp://127.0.0.1:" + socket.getLocalPort() + "','gelf-compression-type':'none'");

            assertTrue(received(socket).contains("\"short_message\":\"ahoy\""));
        }
    }

    @Test
    void fluentdReceivesTheLines() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (var server = new ServerSocket(0, 5, HERE)) {
            var first = firstBytes(server);
            run("fluentd", "'fluentd-address':'127.0.0.1:" + server.getLocalPort() + "'");

            assertTrue(first.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).contains("ahoy"));
        }
    }

    @Test
    void splunkReceivesTheLines() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (var server = new ServerSocket(0, 5, HERE)) {
            var first = firstBytes(server);
            run(
                    "splunk",
                    "'splunk-token':'parole','splunk-verify-connection':'false','splunk-url':'http://127.0.0.1:"
                            + server.getLocalPort() + "'");

            assertTrue(first.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).contains("Authorization: Splunk parole"));
        }
    }

    private static String received(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[8192], 8192);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static CompletableFuture<String> firstBytes(ServerSocket server) {
        var first = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (var connection = server.accept()) {
                var bytes = new byte[8192];
                int count = connection.getInputStream().read(bytes);
                first.complete(new String(bytes, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                first.completeExceptionally(e);
            }
        });
        return first;
    }
}
