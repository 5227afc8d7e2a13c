package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.Mounts.MountPoint;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's volumes: those of a task come with the first container that mounts them, and go with the last.
final class Volumes {
    private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

    private final Engine engine;
    private final String store;

    Volumes(Engine engine, String store) {
        this.engine = engine;
        this.store = store;
    }

    /// A volume that shall be there, and is not.
    static final class MissingVolumeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingVolumeException(String name) {
            super("the shared volume " + name + " does not exist and is not to be made");
        }
    }

    /// Where a container sees a volume.
    static Bind bind(TaskId task, List<Volume> volumes, MountPoint mount) {
        var volume = volumes.stream()
                .filter(v -> v.name().equals(mount.volume()))
                .findFirst()
                .orElseThrow();
        var source = switch (volume) {
            case Volume.HostPath host -> host.path();
            case Volume.TaskVolume own -> name(task, own.name());
            case Volume.SharedVolume shared -> shared.name();
        };
        var inside = new com.github.dockerjava.api.model.Volume(mount.path());
        return new Bind(source, inside, mount.readOnly() ? AccessMode.ro : AccessMode.rw);
    }

    private static String name(TaskId task, String volume) {
        return prefix(task) + volume;
    }

    private static String prefix(TaskId task) {
        return "evenkeel-" + task.value() + "-";
    }

    /// Has those volumes there that a container mounts. Making one twice does no harm.
    void make(Step.Create create) {
        var task = create.container().task();
        for (var mount : create.plan().definition().mounts().mountPoints()) {
            for (var volume : create.common().volumes()) {
                if (volume.name().equals(mount.volume())) {
                    make(task, volume);
                }
            }
        }
    }

    private void make(TaskId task, Volume volume) {
        switch (volume) {
            case Volume.HostPath _ -> {}
            case Volume.TaskVolume own -> {
                var labels = new TreeMap<>(own.labels());
                labels.put(Labels.STORE, store);
                make(name(task, own.name()), own.driver(), own.options(), labels);
            }
            case Volume.SharedVolume shared -> {
                if (shared.autoprovision()) {
                    make(shared.name(), shared.driver(), shared.options(), shared.labels());
                } else if (!exists(shared.name())) {
                    throw new MissingVolumeException(shared.name());
                }
            }
        }
    }

    private void make(String name, @Nullable String driver, Map<String, String> options, Map<String, String> labels) {
        var command = engine.client()
                .createVolumeCmd()
                .withName(name)
                .withDriverOpts(options)
                .withLabels(labels);
        if (driver != null) {
            command.withDriver(driver);
        }
        command.exec();
    }

    private boolean exists(String name) {
        try {
            engine.client().inspectVolumeCmd(name).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    /// Removes the task's own volumes that a container had mounted and that no other one has.
    void release(TaskId task, InspectContainerResponse container) {
        var mounts = container.getMounts();
        if (mounts == null) {
            return;
        }
        for (var mount : mounts) {
            if (mount.getName() instanceof String name && name.startsWith(prefix(task))) {
                remove(name);
            }
        }
    }

    private void remove(String name) {
        try {
            engine.client().removeVolumeCmd(name).exec();
        } catch (ConflictException _) {
            LOG.debug("volume {} is in use by another container of its task", name);
        } catch (NotFoundException _) {
            LOG.debug("volume {} was gone already", name);
        }
    }
}
