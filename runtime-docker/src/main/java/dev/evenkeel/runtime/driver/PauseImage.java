package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/// The image of sandboxes: a program that does nothing until it is told to stop, and directories for what the host
/// lends it. It is made on the spot, so that no registry is asked.
final class PauseImage {
    static final String NAME = "evenkeel/pause:1";

    /// Where the program is.
    static final String PROGRAM = "/pause";

    private static final String[] DIRECTORIES = {
        "",
        "bin/",
        "dev/",
        "etc/",
        "etc/alternatives/",
        "lib/",
        "lib64/",
        "proc/",
        "run/",
        "sbin/",
        "sys/",
        "tmp/",
        "usr/"
    };

    private PauseImage() {}

    /// Has the image on the host.
    static void ensure(Engine engine) {
        try {
            engine.client().inspectImageCmd(NAME).exec();
        } catch (NotFoundException _) {
            make(engine);
        }
    }

    private static void make(Engine engine) {
        var architecture = Objects.toString(engine.version().getArch(), "");
        var context = new SmallTar();
        context.file("Dockerfile", "FROM scratch\nCOPY root /\n".getBytes(StandardCharsets.US_ASCII));
        for (var directory : DIRECTORIES) {
            context.directory("root/" + directory);
        }
        context.file("root" + PROGRAM, PauseProgram.of(architecture));
        engine.client()
                .buildImageCmd(new ByteArrayInputStream(context.toBytes()))
                .withTags(Set.of(NAME))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }
}
