package dev.evenkeel.deploy.config;

import dev.evenkeel.api.server.ApiServer;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.reconcilers.service.Policy;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;

/// What a server can be told, with its defaults in [#defaults].
///
/// @param data directory of the log, the root key and the task logs
/// @param host address to listen on
/// @param port TCP port; 0 takes a free one
/// @param runtime what tasks run on
/// @param docker the engine, as in `DOCKER_HOST`; used with the runtime DOCKER only
/// @param auth whether requests must be signed
/// @param account twelve digits
/// @param region where calls belong that carry no signature
/// @param traits of the server's own host
/// @param limits that callers are held to
/// @param hosts how the host is looked after
/// @param addresses which tasks with an interface of their own are given
/// @param balancing about load balancers
/// @param services times of services
/// @param hooks where functions that hooks name are reached
public record ServerConfig(
        Path data,
        String host,
        int port,
        TaskRuntime runtime,
        URI docker,
        boolean auth,
        String account,
        String region,
        HostTraits traits,
        ApiServer.Limits limits,
        HostPolicy hosts,
        AddressRanges addresses,
        BalancingSettings balancing,
        Policy services,
        HookTargets hooks) {
    /// What tasks run on.
    public enum TaskRuntime {
        /// Containers of a Docker engine.
        DOCKER,
        /// Nothing: containers are pretended, for trying out and for benchmarks.
        SIMULATED
    }

    public ServerConfig {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("an account is twelve digits, not " + account);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + port);
        }
        if (!auth && !isLoopback(host)) {
            throw new IllegalArgumentException("--auth off needs a loopback address, not " + host);
        }
    }

    /// The defaults, with the data in the user's home directory.
    public static ServerConfig defaults(Path home) {
        return new ServerConfig(
                home.resolve(".evenkeel"),
                "127.0.0.1",
                8087,
                TaskRuntime.DOCKER,
                URI.create("unix:///var/run/docker.sock"),
                true,
                "123456789012",
                "us-east-1",
                HostTraits.DEFAULTS,
                ApiServer.Limits.DEFAULTS,
                HostPolicy.DEFAULTS,
                AddressRanges.DEFAULTS,
                BalancingSettings.DEFAULTS,
                Policy.ECS,
                HookTargets.NONE);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown host " + host, e);
        }
    }
}
