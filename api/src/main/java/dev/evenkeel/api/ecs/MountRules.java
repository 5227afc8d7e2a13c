package dev.evenkeel.api.ecs;

import static dev.evenkeel.api.ecs.Settings.must;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.DockerVolume;
import dev.evenkeel.api.ecs.TaskDefinitionInput.MountPoint;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Volume;
import dev.evenkeel.api.ecs.TaskDefinitionInput.VolumeFrom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What ECS asks of volumes and of what containers mount.
final class MountRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

    private MountRules() {}

    static void check(Container container, TaskDefinitionInput task) {
        Set<String> paths = new TreeSet<>();
        for (MountPoint mount : container.mountPoints()) {
            var volume = mount.sourceVolume();
            if (task.volumes().stream().noneMatch(v -> v.label().equals(volume))) {
                throw Errors.client("Unknown volume '" + volume + "'.");
            }
            var path = mount.containerPath();
            must(path != null && path.startsWith("/") && paths.add(path), container, "mountPoints.containerPath");
        }
        for (VolumeFrom from : container.volumesFrom()) {
            var source = from.sourceContainer();
            boolean known = task.containerDefinitions().stream()
                    .anyMatch(c -> c.label().equals(source) && !c.label().equals(container.label()));
            if (!known) {
                throw Errors.client("Container '" + container.label() + "' takes volumes from container '" + source
                        + "' which does not exist.");
            }
        }
    }

    /// Volumes have legal names of their own and one kind each.
    static void volumes(List<Volume> volumes) {
        Set<String> names = new TreeSet<>();
        for (Volume volume : volumes) {
            if (volume.label().isBlank()) {
                throw Errors.client("Volume name should not be null or empty.");
            }
            if (!NAME.matcher(volume.label()).matches()) {
                throw Errors.client("Volume name contains invalid characters: '" + volume.label() + "'.");
            }
            if (!names.add(volume.label())) {
                throw Errors.client("Volume names must be unique: '" + volume.label() + "'.");
            }
            kind(volume);
        }
    }

    private static void kind(Volume volume) {
        var path = volume.host() == null ? null : volume.host().sourcePath();
        if (path != null && path.isBlank()) {
            throw Errors.client("host.sourcePath should not be blank.");
        }
        if (path != null && !path.startsWith("/")) {
            throw Errors.client("host.sourcePath must be an absolute path: '" + path + "'.");
        }
        if (volume.dockerVolumeConfiguration() instanceof DockerVolume docker) {
            if (path != null) {
                throw Errors.client("When the volume parameter is specified, only one volume configuration type should"
                        + " be used.");
            }
            docker(docker);
        }
    }

    private static void docker(DockerVolume docker) {
        boolean shared = "shared".equals(docker.scope());
        if (!shared && Boolean.FALSE.equals(docker.autoprovision())) {
            throw Errors.client(
                    "When 'scope' parameter is 'task', 'autoprovision' must either not be specified or set to 'True'.");
        }
    }
}
