package dev.evenkeel.runtime.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.store.model.Sharing;
import dev.evenkeel.store.model.Volume;
import dev.evenkeel.store.model.Volume.HostPath;
import dev.evenkeel.store.model.Volume.SharedVolume;
import dev.evenkeel.store.model.Volume.TaskVolume;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Volumes on a real engine.
final class VolumesIT {
    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
    }

    @BeforeEach
    void openDriver() {
        runtime = new TestRuntime(
                engine, FileShelf.open(folder.resolve("shelf")), DockerDriver.Settings.defaults(folder));
    }

    @AfterEach
    void removeContainers() {
        runtime.close();
    }

    private void volumes(Volume... volumes) {
        runtime.common = new Common(Sharing.DEFAULT, Sharing.DEFAULT, null, null, null, List.of(volumes));
    }

    private int exitOf(String name, String script, String members) {
        runtime.run(TestRuntime.sh(name, script).with(Docs.of(members)));
        var exit = runtime.await(name, seen -> seen.state() == State.EXITED).exitCode();
        return exit == null ? -1 : exit;
    }

    private static String mount(boolean readOnly) {
        return "{'mountPoints':[{'sourceVolume':'v','containerPath':'/v','readOnly':" + readOnly + "}]}";
    }

    private boolean exists(String volume) {
        try {
            engine.client().inspectVolumeCmd(volume).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    @Test
    void aFolderOfTheHostIsSeenAndWritten() throws IOException {
        Files.writeString(folder.resolve("in"), "from the host");
        volumes(new HostPath("v", folder.toString()));

        assertEquals(0, exitOf("app", "grep host /v/in && echo inside > /v/out", mount(false)));

        assertEquals("inside\n", Files.readString(folder.resolve("out")));
    }

    @Test
    void aReadOnlyMountCannotBeWritten() {
        volumes(new HostPath("v", folder.toString()));

        assertEquals(5, exitOf("app", "echo x > /v/out || exit 5", mount(true)));
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aVolumeOfATaskIsSharedByItsContainersAndGoesWithTheLast() {
        volumes(new TaskVolume("v", null, Map.of(), Map.of("team", "a")));
        var name = "evenkeel-" + runtime.task.value() + "-v";

        assertEquals(0, exitOf("writer", "echo ahoy > /v/word", mount(false)));
        assertEquals(0, exitOf("reader", "grep ahoy /v/word", mount(true)));
        assertEquals(
                "a", engine.client().inspectVolumeCmd(name).exec().getLabels().get("team"));

        runtime.remove("writer");
        assertTrue(exists(name));
        runtime.remove("reader");
        assertFalse(exists(name));
    }

    @Test
    void aVolumeHasTheDriverOptionsThatItIsGiven() {
        var options = Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m");
        volumes(new TaskVolume("v", "local", options, Map.of()));

        assertEquals(0, exitOf("app", "grep ' /v tmpfs ' /proc/mounts | grep size=1024k", mount(false)));
    }

    @Test
    void aSharedVolumeOutlivesItsTask() {
        var name = "it-" + runtime.task.value();
        volumes(new SharedVolume(name, true, null, Map.of(), Map.of()));
        var members = "{'mountPoints':[{'sourceVolume':'" + name + "','containerPath':'/v'}]}";

        assertEquals(0, exitOf("app", "echo ahoy > /v/word", members));
        runtime.remove("app");

        assertTrue(exists(name));
        engine.client().removeVolumeCmd(name).exec();
    }

    @Test
    void aSharedVolumeThatIsMissingAndNotToBeMadeFailsTheContainer() {
        volumes(new SharedVolume("v", false, null, Map.of(), Map.of()));

        var failed = assertInstanceOf(
                Failed.class, runtime.create(TestRuntime.sh("app", "true").with(Docs.of(mount(false)))));

        assertEquals("CannotCreateVolumeError", failed.kind());
    }

    @Test
    void volumesFromAnotherContainerAreSeen() {
        volumes(new TaskVolume("v", null, Map.of(), Map.of()));
        assertEquals(0, exitOf("writer", "echo ahoy > /v/word", mount(false)));

        var from = "{'volumesFrom':[{'sourceContainer':'writer','readOnly':true}]}";
        assertEquals(6, exitOf("reader", "grep ahoy /v/word && ! touch /v/x && exit 6", from));

        runtime.remove("writer");
        runtime.remove("reader");
    }
}
