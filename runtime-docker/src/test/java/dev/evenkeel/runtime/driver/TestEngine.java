package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// The Docker Engine of the machine that runs the tests, and an image made for them without any registry.
final class TestEngine {
    static final String IMAGE = "evenkeel/it:2";
    private static final List<String> COMMANDS = List.of(
            "sh sleep echo true false cat printf id pwd hostname touch test grep cut readlink timeout ping".split(" "));

    private final URI host;
    private final DockerClient client;

    private TestEngine(URI host) {
        this.host = host;
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host.toString())
                .build();
        this.client = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    /// The engine at DOCKER_HOST, or else at the usual socket, with the image on it.
    static TestEngine find() throws IOException {
        var named = System.getenv("DOCKER_HOST");
        return at(URI.create(named == null ? "unix:///var/run/docker.sock" : named));
    }

    /// This engine, with the image on it.
    static TestEngine at(URI host) throws IOException {
        var engine = new TestEngine(host);
        engine.makeImage();
        return engine;
    }

    URI host() {
        return host;
    }

    DockerClient client() {
        return client;
    }

    private void makeImage() throws IOException {
        try {
            client.inspectImageCmd(IMAGE).exec();
        } catch (DockerException _) {
            client.buildImageCmd(new ByteArrayInputStream(recipe()))
                    .withTags(Set.of(IMAGE))
                    .exec(new BuildImageResultCallback())
                    .awaitImageId();
        }
    }

    private static byte[] recipe() throws IOException {
        var dockerfile = "FROM scratch\nADD root.tar /\n".getBytes(StandardCharsets.US_ASCII);
        var out = new ByteArrayOutputStream();
        out.write(entry("Dockerfile", dockerfile, '0', ""));
        out.write(entry("root.tar", root(), '0', ""));
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    /// A root file system of one static busybox and links to it.
    private static byte[] root() throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(entry("bin/busybox", Files.readAllBytes(busybox()), '0', ""));
        for (var command : COMMANDS) {
            out.write(entry("bin/" + command, new byte[0], '2', "busybox"));
        }
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    private static Path busybox() {
        return Stream.of(Objects.toString(System.getenv("EVENKEEL_BUSYBOX"), "/bin/busybox"), "/usr/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("needs a static busybox: apt install busybox-static"));
    }

    private static byte[] entry(String name, byte[] content, char type, String link) {
        var entry = new byte[512 + (content.length + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 100, "0000755\0" + "0000000\0" + "0000000\0");
        put(entry, 124, octal(content.length) + "\0" + octal(0) + "\0" + "        " + type + link);
        put(entry, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += entry[i];
        }
        put(entry, 148, octal(sum).substring(5) + "\0 ");
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    private static String octal(int number) {
        var digits = Integer.toOctalString(number);
        return "0".repeat(11 - digits.length()) + digits;
    }

    private static void put(byte[] entry, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }
}
