package dev.evenkeel.deploy.process;

import java.net.URI;
import java.nio.file.Path;

/// What the launcher found on this machine and tells in the environment.
public final class Machine {
    private Machine() {}

    /// The Docker engine.
    public static URI docker() {
        return URI.create(setting("DOCKER_HOST", "unix:///var/run/docker.sock"));
    }

    /// A statically linked busybox.
    public static Path busybox() {
        return Path.of(setting("EVENKEEL_BUSYBOX", "/bin/busybox"));
    }

    private static String setting(String name, String otherwise) {
        var value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
