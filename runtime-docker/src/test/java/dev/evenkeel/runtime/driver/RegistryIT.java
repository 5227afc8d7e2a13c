package dev.evenkeel.runtime.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Observation.ImageReady;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ImageName;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images from a real registry.
final class RegistryIT {
    private static final TimeLimits LIMITS = new TimeLimits(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(20));
    private static final String APP = "it/app:1";

    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRegistry registry;
    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        assumeTrue(TestRegistry.possible(), "needs docker-registry: apt install docker-registry");
        engine = TestEngine.find();
    }

    @BeforeEach
    void startRegistry() throws IOException, InterruptedException {
        registry = TestRegistry.open(folder.resolve("registry"));
        registry.put(engine, TestEngine.IMAGE, APP);
        runtime = runtime(PullBehaviour.DEFAULT);
    }

    @AfterEach
    void stopRegistry() {
        runtime.close();
        registry.forget(engine, List.of(APP));
        registry.close();
    }

    private TestRuntime runtime(PullBehaviour behaviour) {
        var settings = DockerDriver.Settings.defaults(folder).with(LIMITS).with(behaviour);
        return new TestRuntime(engine, FileShelf.open(folder.resolve("shelf")), settings);
    }

    @Test
    void anImageThatIsOnlyInARegistryIsFetchedAndItsDigestTold() {
        var ready = ready(runtime.pull(registry.name(APP)));

        assertNotNull(ready.digest());
        assertTrue(ready.digest().startsWith("sha256:"));
    }

    @Test
    void aDigestIsFetchedWhateverItsTagMeansByNow() throws Exception {
        var first = ready(runtime.pull(registry.name(APP))).digest();
        moveTag();

        var tagged = ready(runtime.pull(registry.name(APP))).digest();
        var exact = ImageName.of(registry.name(APP)).at(String.valueOf(first)).toString();
        var pinned = ready(runtime.pull(exact)).digest();

        assertNotEquals(first, tagged);
        assertEquals(first, pinned);
        assertInstanceOf(Observation.Seen.class, runtime.create(container(exact)));
    }

    @Test
    void anImageThatIsHereIsUsedWhenItsRegistryIsAway() throws InterruptedException {
        var first = ready(runtime.pull(registry.name(APP))).digest();
        registry.stop();

        assertEquals(first, ready(runtime.pull(registry.name(APP))).digest());
    }

    @Test
    void preferCachedNeverAsksAndAlwaysMust() throws Exception {
        var first = ready(runtime.pull(registry.name(APP))).digest();
        moveTag();
        try (var cached = runtime(PullBehaviour.PREFER_CACHED);
                var once = runtime(PullBehaviour.ONCE);
                var always = runtime(PullBehaviour.ALWAYS)) {
            assertEquals(first, ready(cached.pull(registry.name(APP))).digest());
            assertEquals(first, ready(once.pull(registry.name(APP))).digest());
            registry.stop();
            var failed = assertInstanceOf(Failed.class, always.pull(registry.name(APP)));
            assertTrue(failed.message().contains("connection refused"), failed.message());
            registry.startAgain();
            assertNotEquals(first, ready(always.pull(registry.name(APP))).digest());
        }
    }

    @Test
    void anImageOfThisHostAloneHasNoDigestAndIsNotAskedFor() {
        assertNull(ready(runtime.pull(TestEngine.IMAGE)).digest());
    }

    @Test
    void whatIsNotInTheRegistryCannotBePulled() {
        var failed = assertInstanceOf(Failed.class, runtime.pull(registry.name("it/none:1")));

        assertEquals("CannotPullContainerError", failed.kind());
        assertTrue(failed.message().contains("manifest unknown"), failed.message());
        assertFalse(failed.retryable());
    }

    @Test
    void aRegistryThatIsComingUpIsAskedAgain() throws Exception {
        registry.stop();
        var failed = assertInstanceOf(Failed.class, runtime.pull(registry.name(APP)));
        assertTrue(failed.message().contains("connection refused"), failed.message());

        registry.startAgain();
        assertNotNull(ready(runtime.pull(registry.name(APP))).digest());
    }

    @Test
    void aPrivateImageNeedsTheLoginOfItsSecret() throws Exception {
        try (var guarded = TestRegistry.guarded(folder.resolve("guarded"))) {
            guarded.put(engine, TestEngine.IMAGE, APP);
            var image = guarded.name(APP);

            var stranger = assertInstanceOf(Failed.class, runtime.pull(image));
            var wrong = assertInstanceOf(Failed.class, runtime.pull(image, login("not-the-password")));
            var absent = assertInstanceOf(Failed.class, runtime.pull(image, (String) null));
            var shapeless = assertInstanceOf(Failed.class, runtime.pull(image, "no-json"));
            var ready = ready(runtime.pull(image, login(TestRegistry.PASSWORD)));

            assertEquals("CannotPullContainerError", stranger.kind());
            assertTrue(stranger.message().contains("no basic auth credentials"), stranger.message());
            assertEquals("CannotPullContainerError", wrong.kind());
            assertFalse(wrong.message().contains("not-the-password"));
            assertEquals("ResourceInitializationError", absent.kind());
            assertEquals("ResourceInitializationError", shapeless.kind());
            assertFalse(shapeless.message().contains("no-json"));
            assertNotNull(ready.digest());
            guarded.forget(engine, List.of(APP));
        }
    }

    private static String login(String password) {
        return "{\"username\":\"" + TestRegistry.USER + "\",\"password\":\"" + password + "\"}";
    }

    /// Another image, under the tag of the first.
    private void moveTag() throws IOException, InterruptedException {
        var container = engine.client()
                .createContainerCmd(TestEngine.IMAGE)
                .withCmd("true")
                .exec();
        try {
            var other = engine.client()
                    .commitCmd(container.getId())
                    .withMessage("moved")
                    .exec();
            registry.put(engine, other, "it/app:next");
            registry.move("it/app", "next", "1");
        } finally {
            engine.client().removeContainerCmd(container.getId()).exec();
        }
    }

    private static TestRuntime.Plan container(String image) {
        return TestRuntime.sh("app", "true").with("image", Doc.of(image));
    }

    private static ImageReady ready(Observation observation) {
        return assertInstanceOf(ImageReady.class, observation, observation::toString);
    }
}
