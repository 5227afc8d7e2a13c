package dev.evenkeel.runtime.driver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A registry of our own, from Debian's package docker-registry. Engines take images from 127.0.0.0/8 without TLS.
final class TestRegistry implements AutoCloseable {
    static final String USER = "keel";
    static final String PASSWORD = "s3cret-pass";

    /// bcrypt of the password, as htpasswd -B makes it.
    private static final String HASH = "$2b$04$V0A6bYIl4ORYR8qCozc4LuEYpcjcA5t/oOthT4z60UgM0r7QasASC";

    private static final String BINARY = "docker-registry";

    private final Path folder;
    private final int port;
    private Process process;

    private TestRegistry(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /// Whether there is one to start.
    static boolean possible() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, BINARY)));
    }

    /// A registry that everybody may use.
    static TestRegistry open(Path folder) throws IOException {
        return start(folder, "");
    }

    /// A registry for one user.
    static TestRegistry guarded(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("htpasswd"), USER + ":" + HASH + "\n");
        return start(
                folder,
                "auth: {htpasswd: {realm: it, path: " + folder.toAbsolutePath().resolve("htpasswd") + "}}\n");
    }

    private static TestRegistry start(Path folder, String auth) throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        Files.writeString(
                folder.resolve("config.yml"),
                "version: 0.1\nlog: {level: warn}\nstorage: {filesystem: {rootdirectory: "
                        + folder.toAbsolutePath().resolve("data")
                        + "}, delete: {enabled: true}}\nhttp: {addr: \"127.0.0.1:" + port + "\"}\n" + auth);
        var registry = new TestRegistry(folder, port);
        registry.awaitReady();
        return registry;
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(BINARY, "serve", folder.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        await().atMost(120, SECONDS).until(() -> {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException _) {
                return false;
            }
        });
    }

    /// An image of this name and tag in this registry.
    String name(String nameAndTag) {
        return "127.0.0.1:" + port + "/" + nameAndTag;
    }

    /// Puts an image of the engine into the registry under a name, and takes that name off the engine again.
    void put(TestEngine engine, String image, String nameAndTag) throws InterruptedException {
        var name = name(nameAndTag);
        int colon = name.lastIndexOf(':');
        var client = engine.client();
        client.tagImageCmd(image, name.substring(0, colon), name.substring(colon + 1))
                .exec();
        client.pushImageCmd(name)
                .withAuthConfig(new AuthConfig()
                        .withRegistryAddress("127.0.0.1:" + port)
                        .withUsername(USER)
                        .withPassword(PASSWORD))
                .exec(new ResultCallback.Adapter<>())
                .awaitCompletion();
        client.removeImageCmd(name).withForce(true).exec();
    }

    /// Lets a tag mean what another one means; the engine's own images stay as they are.
    void move(String repository, String from, String to) throws IOException, InterruptedException {
        var type = "application/vnd.docker.distribution.manifest.v2+json";
        try (var http = HttpClient.newHttpClient()) {
            var manifest =
                    http.send(manifest(repository, from).header("Accept", type).build(), BodyHandlers.ofByteArray());
            var put = manifest(repository, to)
                    .header("Content-Type", type)
                    .PUT(BodyPublishers.ofByteArray(manifest.body()))
                    .build();
            if (http.send(put, BodyHandlers.discarding()).statusCode() != 201) {
                throw new IOException("the registry did not take the tag " + to);
            }
        }
    }

    private HttpRequest.Builder manifest(String repository, String tag) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/v2/" + repository + "/manifests/" + tag));
    }

    /// Takes what came from this registry off the engine.
    void forget(TestEngine engine, List<String> namesAndTags) {
        for (var nameAndTag : namesAndTags) {
            var client = engine.client();
            client.listImagesCmd().exec().stream()
                    .flatMap(image -> Arrays.stream(image.getRepoTags() == null ? new String[0] : image.getRepoTags()))
                    .filter(name(nameAndTag)::equals)
                    .forEach(tag -> client.removeImageCmd(tag).withForce(true).exec());
        }
    }

    /// It goes away.
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// It is back, with all that it had.
    void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(120, SECONDS).until(() -> !process.isAlive());
    }
}
