package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The connection to one Docker Engine. Nothing is asked of it before it is used; the version of its API is settled
/// anew whenever it comes back, because another one may have taken its place.
///
/// Calls have no time limit here, because a pull or a stop may rightly take long: [TimedCalls] gives each its own.
final class Engine implements AutoCloseable {
    /// The newest version of the API whose answers we know.
    private static final RemoteApiVersion KNOWN = RemoteApiVersion.VERSION_1_44;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// Each waiting call and each followed log holds one; they cost a file descriptor and a parked virtual thread.
    private static final int MOST_CONNECTIONS = 4096;

    private final URI host;
    private final DefaultDockerClientConfig config;
    private final DockerHttpClient http;
    private volatile @Nullable Pinned pinned;

    private record Pinned(DockerClient client, RemoteApiVersion version) {}

    /// @param host such as `unix:///var/run/docker.sock` or `tcp://10.0.0.5:2376`; certificates as for the docker CLI
    Engine(URI host) {
        this.host = host;
        this.config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host.toString())
                .build();
        this.http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .connectionTimeout(CONNECT_TIMEOUT)
                .maxConnections(MOST_CONNECTIONS)
                .build();
    }

    /// A client that speaks a version both sides know.
    ///
    /// @throws RuntimeUnavailableException when the engine does not answer
    DockerClient client() {
        return pinned().client();
    }

    /// What the engine says of itself.
    Version version() {
        return client().versionCmd().exec();
    }

    /// Lets the next call settle the version again.
    void forgetVersion() {
        pinned = null;
    }

    /// Begins a call whose answer lasts.
    ///
    /// @param resource the path without the version
    LastingCall.Answer follow(String resource) throws IOException {
        var path = "/" + pinned().version().asWebPathPart() + resource;
        return LastingCall.get(config.getDockerHost(), tls(), path);
    }

    /// Posts JSON to a resource and takes the connection over.
    ///
    /// @param resource the path without the version
    LastingCall.Duplex upgrade(String resource, String json) throws IOException {
        var path = "/" + pinned().version().asWebPathPart() + resource;
        return LastingCall.upgrade(config.getDockerHost(), tls(), path, json);
    }

    private @Nullable SSLContext tls() throws IOException {
        try {
            return config.getSSLConfig() == null ? null : config.getSSLConfig().getSSLContext();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Pinned pinned() {
        var now = pinned;
        if (now == null) {
            now = settle();
            pinned = now;
        }
        return now;
    }

    private Pinned settle() {
        try {
            var version =
                    DockerClientImpl.getInstance(config, http).versionCmd().exec();
            var agreed = agree(version);
            var versioned = DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withDockerHost(host.toString())
                    .withApiVersion(agreed)
                    .build();
            return new Pinned(DockerClientImpl.getInstance(versioned, http), agreed);
        } catch (RuntimeException e) {
            throw new RuntimeUnavailableException(
                    "Docker Engine at " + host + " does not answer: " + e.getMessage(), e);
        }
    }

    /// The newest that we know and it speaks; one that has dropped ours gets its oldest.
    private static RemoteApiVersion agree(Version version) {
        var newest = RemoteApiVersion.parseConfigWithDefault(version.getApiVersion());
        var oldest = RemoteApiVersion.parseConfigWithDefault(version.getMinAPIVersion());
        if (oldest.isGreater(KNOWN)) {
            return oldest;
        }
        return newest.isGreater(KNOWN) ? KNOWN : newest;
    }

    @Override
    public String toString() {
        return host.toString();
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
