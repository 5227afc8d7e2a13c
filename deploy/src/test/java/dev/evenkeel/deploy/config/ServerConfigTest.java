package dev.evenkeel.deploy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.api.server.ApiServer;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.reconcilers.service.Policy;
import dev.evenkeel.store.model.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerConfigTest {
    private static final Path HOME = Path.of("somebody");

    @Test
    void theDefaultsAreThese() {
        assertEquals(
                new ServerConfig(
                        HOME.resolve(".evenkeel"),
                        "127.0.0.1",
                        8087,
                        ServerConfig.TaskRuntime.DOCKER,
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
                        HookTargets.NONE),
                ServerConfig.defaults(HOME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void unsignedRequestsAreTakenOnLoopback(String host) {
        assertEquals(host, unsigned(host).host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void unsignedRequestsAreNotTakenFromOutside(String host) {
        assertThrows(IllegalArgumentException.class, () -> unsigned(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901x"})
    void anAccountIsTwelveDigits(String account) {
        var d = ServerConfig.defaults(HOME);
        assertThrows(
                IllegalArgumentException.class,
                () -> new ServerConfig(
                        d.data(),
                        d.host(),
                        0,
                        d.runtime(),
                        d.docker(),
                        true,
                        account,
                        d.region(),
                        d.traits(),
                        d.limits(),
                        d.hosts(),
                        d.addresses(),
                        d.balancing(),
                        d.services(),
                        d.hooks()));
    }

    @ParameterizedTest
    @CsvSource({"'',x", "a b,x", "a,' x'", "a,'x '", "a,''", "a,x;y"})
    void anAttributeIsWhatEcsTakesForOne(String name, String value) {
        assertThrows(IllegalArgumentException.class, () -> new HostTraits(null, "local", Map.of(name, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,127.80.0.0/16",
        "10.0.0.0/25,127.80.0.0/16",
        "10.0.0.0/16,10.1.0.0/16",
        "10.0.0.0/16,127.0.0.0/30"
    })
    void rangesThatCannotServeAreRefused(String vpc, String published) {
        assertThrows(IllegalArgumentException.class, () -> new AddressRanges(Cidr.of(vpc), Cidr.of(published)));
    }

    private static ServerConfig unsigned(String host) {
        var d = ServerConfig.defaults(HOME);
        return new ServerConfig(
                d.data(),
                host,
                0,
                d.runtime(),
                d.docker(),
                false,
                d.account(),
                d.region(),
                d.traits(),
                d.limits(),
                d.hosts(),
                d.addresses(),
                d.balancing(),
                d.services(),
                d.hooks());
    }
}
