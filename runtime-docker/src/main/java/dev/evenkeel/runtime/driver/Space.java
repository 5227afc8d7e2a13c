package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.runtime.secret.InitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The disk under the engine's data. The usual storage drivers cannot bound what a container writes, so ephemeral
/// storage is what is there when a container is created, and no promise for later.
final class Space {
    private static final long GIB = 1L << 30;

    private final Engine engine;

    Space(Engine engine) {
        this.engine = engine;
    }

    /// @throws InitializationException when a task wants more than is free
    void require(Common common) {
        if (common.storage() instanceof Integer wanted) {
            var folder = Objects.toString(engine.client().infoCmd().exec().getDockerRootDir(), "");
            long free = free(folder) / GIB;
            if (free < wanted) {
                throw new InitializationException("the task wants " + wanted + " GiB of ephemeral storage, and " + free
                        + " GiB are free in " + folder);
            }
        }
    }

    private static long free(String folder) {
        try {
            return Files.getFileStore(Path.of(folder)).getUsableSpace();
        } catch (IOException e) {
            throw new InitializationException("the space that is free in " + folder + " cannot be told: " + e);
        }
    }
}
