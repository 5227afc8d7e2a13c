package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.evenkeel.reconcilers.host.HostStorage;
import dev.evenkeel.store.model.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's images, and the disks below it and below our own data.
final class DockerStorage implements HostStorage {
    private static final Logger LOG = LoggerFactory.getLogger(DockerStorage.class);

    private final Engine engine;
    private final TimedCalls calls;
    private final Duration limit;
    private final PulledImages pulled;
    private final Path data;

    /// @param limit of each call
    /// @param data where our own files are
    DockerStorage(Engine engine, TimedCalls calls, Duration limit, PulledImages pulled, Path data) {
        this.engine = engine;
        this.calls = calls;
        this.limit = limit;
        this.pulled = pulled;
        this.data = data;
    }

    /// That of an engine on another machine cannot be seen from here.
    @Override
    public List<Disk> disks() {
        var disks = new ArrayList<Disk>();
        add(disks, "data", data);
        var root = calls.within(limit, () -> engine.client().infoCmd().exec()).getDockerRootDir();
        if (root != null && Files.isDirectory(Path.of(root))) {
            add(disks, "engine", Path.of(root));
        }
        return disks;
    }

    private static void add(List<Disk> disks, String name, Path path) {
        try {
            var store = Files.getFileStore(path);
            disks.add(new Disk(name, store.getTotalSpace(), store.getUsableSpace()));
        } catch (IOException e) {
            LOG.debug("the space on the disk of {} is not known: {}", path, e.getMessage());
        }
    }

    @Override
    public List<Image> images() {
        var used = new TreeSet<String>();
        calls.within(
                        limit,
                        () -> engine.client()
                                .listContainersCmd()
                                .withShowAll(true)
                                .exec())
                .forEach(container -> used.add(Objects.requireNonNullElse(container.getImageId(), "")));
        var here = calls.within(limit, () -> engine.client().listImagesCmd().exec());
        var ids = new TreeSet<String>();
        here.forEach(image -> ids.add(image.getId()));
        pulled.all().stream().filter(id -> !ids.contains(id)).forEach(pulled::remove);
        return here.stream()
                .filter(image -> pulled.contains(image.getId()) && !hasNameOfItsOwn(image))
                .map(image -> new Image(
                        image.getId(),
                        Stream.concat(names(image.getRepoTags()), names(image.getRepoDigests()))
                                .toList(),
                        used.contains(image.getId())))
                .toList();
    }

    /// Whether it has a name that no registry knows it by: somebody made the same image here.
    private static boolean hasNameOfItsOwn(com.github.dockerjava.api.model.Image image) {
        var known = names(image.getRepoDigests())
                .map(name -> ImageName.of(name).repository())
                .toList();
        return !names(image.getRepoTags())
                .map(name -> ImageName.of(name).repository())
                .allMatch(known::contains);
    }

    private static Stream<String> names(String @Nullable [] names) {
        return names == null
                ? Stream.empty()
                : Arrays.stream(names)
                        .filter(name -> !name.startsWith("<none>"))
                        .map(name -> ImageName.of(name).toString());
    }

    /// Name by name: an image that has several is not removed by its id.
    @Override
    public void remove(Image image) {
        var names = image.names().isEmpty() ? List.of(image.id()) : image.names();
        for (var name : names) {
            try {
                calls.within(limit, () -> engine.client().removeImageCmd(name).exec());
            } catch (NotFoundException | ConflictException e) {
                LOG.debug("{} stays: {}", name, Failures.text(e));
            }
        }
        LOG.info("removed the unused image {}", names.getFirst());
    }
}
