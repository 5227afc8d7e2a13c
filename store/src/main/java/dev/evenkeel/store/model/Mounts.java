package dev.evenkeel.store.model;

import java.util.List;

/// What a container sees in its file system beside its image.
///
/// @param volumesFrom containers of the same task whose mounts it has too
/// @param readonlyRoot whether the image's own part cannot be written
public record Mounts(List<MountPoint> mountPoints, List<VolumesFrom> volumesFrom, boolean readonlyRoot) {
    /// A volume of the task and where it is seen.
    public record MountPoint(String volume, String path, boolean readOnly) {}

    /// All mounts of another container.
    public record VolumesFrom(String container, boolean readOnly) {}

    static Mounts of(Doc.Struct container) {
        return new Mounts(
                container.structs("mountPoints").stream()
                        .map(m -> new MountPoint(
                                Members.text(m, "sourceVolume"),
                                Members.text(m, "containerPath"),
                                Members.flag(m, "readOnly")))
                        .toList(),
                container.structs("volumesFrom").stream()
                        .map(v -> new VolumesFrom(Members.text(v, "sourceContainer"), Members.flag(v, "readOnly")))
                        .toList(),
                Members.flag(container, "readonlyRootFilesystem"));
    }
}
