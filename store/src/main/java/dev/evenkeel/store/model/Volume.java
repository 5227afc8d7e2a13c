package dev.evenkeel.store.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that containers of a task can mount.
public sealed interface Volume {
    /// Its name within the task definition.
    String name();

    /// A folder of the host.
    record HostPath(String name, String path) implements Volume {}

    /// A volume of Docker that comes and goes with the task.
    ///
    /// @param driver Docker's own where none is named
    record TaskVolume(String name, @Nullable String driver, Map<String, String> options, Map<String, String> labels)
            implements Volume {}

    /// A volume of Docker that all tasks of a host share under its own name, and that stays.
    ///
    /// @param autoprovision whether it is made where it is missing
    record SharedVolume(
            String name,
            boolean autoprovision,
            @Nullable String driver,
            Map<String, String> options,
            Map<String, String> labels)
            implements Volume {}

    /// Reads one of `volumes`.
    static Volume of(Doc.Struct doc) {
        var name = Members.text(doc, "name");
        var path = doc.struct("host").text("sourcePath");
        if (path.isPresent()) {
            return new HostPath(name, path.get());
        }
        var docker = doc.struct("dockerVolumeConfiguration");
        var driver = docker.text("driver").orElse(null);
        var options = Members.texts(docker.struct("driverOpts"));
        var labels = Members.texts(docker.struct("labels"));
        return "shared".equals(Members.text(docker, "scope"))
                ? new SharedVolume(name, Members.flag(docker, "autoprovision"), driver, options, labels)
                : new TaskVolume(name, driver, options, labels);
    }
}
