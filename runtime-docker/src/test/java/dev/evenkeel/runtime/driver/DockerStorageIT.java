package dev.evenkeel.runtime.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.evenkeel.reconcilers.host.HostStorage;
import dev.evenkeel.reconcilers.host.HostStorage.Disk;
import dev.evenkeel.reconcilers.host.HostStorage.Image;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real engine keeps on its disks, and which of it is ours to remove.
final class DockerStorageIT {
    private static final String APP = "it/storage:1";

    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRegistry registry;
    private TestRuntime runtime;
    private HostStorage storage;

    @BeforeAll
    static void findEngine() throws IOException {
        assumeTrue(TestRegistry.possible(), "needs docker-registry: apt install docker-registry");
        engine = TestEngine.find();
    }

    @BeforeEach
    void startRegistry() throws IOException, InterruptedException {
        registry = TestRegistry.open(folder.resolve("registry"));
        runtime = new TestRuntime(
                engine, FileShelf.open(folder.resolve("shelf")), DockerDriver.Settings.defaults(folder));
        storage = runtime.driver.storage(folder);
    }

    @AfterEach
    void stopRegistry() {
        runtime.close();
        registry.forget(engine, List.of(APP));
        registry.close();
    }

    /// An image that is in the registry only.
    private String fresh() throws InterruptedException {
        var container = engine.client()
                .createContainerCmd(TestEngine.IMAGE)
                .withCmd("true")
                .exec();
        try {
            var image = engine.client()
                    .commitCmd(container.getId())
                    .withMessage(folder.toString())
                    .exec();
            registry.put(engine, image, APP);
        } finally {
            engine.client().removeContainerCmd(container.getId()).exec();
        }
        return registry.name(APP);
    }

    private List<Image> ours() {
        return storage.images();
    }

    @Test
    void anImageThatWasFetchedIsOursUntilItIsRemoved() throws InterruptedException {
        var name = fresh();
        assertEquals(List.of(), ours());

        runtime.pull(name);

        var image = ours().getFirst();
        assertTrue(image.names().contains(name), image::toString);
        assertFalse(image.inUse());
        storage.remove(image);
        assertEquals(List.of(), ours());
        assertThrows(
                NotFoundException.class,
                () -> engine.client().inspectImageCmd(image.id()).exec());
    }

    @Test
    void anImageThatAContainerIsMadeOfIsInUseAndStaysThoughAskedTo() throws InterruptedException {
        var name = fresh();
        runtime.pull(name);
        runtime.run(TestRuntime.sh("app", "sleep 600").with("image", Doc.of(name)));

        var image = ours().getFirst();
        storage.remove(image);

        assertTrue(image.inUse());
        assertEquals(
                image.id(), engine.client().inspectImageCmd(image.id()).exec().getId());
        runtime.stop("app", Duration.ZERO);
        runtime.remove("app");
        assertFalse(ours().getFirst().inUse());
    }

    @Test
    void anImageThatSomebodyMadeHereIsNotOursThoughATaskFetchedTheSame() throws InterruptedException {
        registry.put(engine, TestEngine.IMAGE, APP);

        runtime.pull(registry.name(APP));

        assertEquals(List.of(), ours());
    }

    @Test
    void disksAreThoseOfTheDataAndOfTheEngine() throws IOException {
        var disks = storage.disks();

        var data = disks.getFirst();
        assertEquals("data", data.name());
        assertEquals(Files.getFileStore(folder).getTotalSpace(), data.total());
        assertTrue(disks.stream().map(Disk::name).anyMatch("engine"::equals), disks::toString);
        for (var disk : disks) {
            assertTrue(disk.free() > 0 && disk.free() <= disk.total(), disk::toString);
        }
    }
}
