package dev.evenkeel.reconcilers.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a deployment learns from the first of its tasks that fetches an image.
class ImageReconcilerTest {
    private static final TaskDefinitionId WEB = new TaskDefinitionId("us-east-1", "web", 1);
    private static final DeploymentId DEPLOYMENT = new DeploymentId("ecs-svc/1");

    private final ImageReconciler reconciler = new ImageReconciler();

    @Test
    void theFirstDigestIsTheOneOfTheDeployment() {
        var given = given("web:1", null);

        fetched(given, "a", "sha256:one");
        fetched(given, "b", "sha256:two");

        assertEquals(Map.of("app", "web@sha256:one"), images(given));
    }

    @ParameterizedTest
    @CsvSource({"web:1, disabled, sha256:one", "web@sha256:old, enabled, sha256:old", "web:1, enabled,"})
    void nothingIsResolvedThatShallNotOrCannotBe(String image, String consistency, @Nullable String digest) {
        var given = given(image, consistency);

        fetched(given, "a", digest);

        assertTrue(images(given).isEmpty());
    }

    @Test
    void laterTasksAreGivenTheDigestAndKeepIt() {
        var given = given("web:1", "enabled");
        fetched(given, "a", "sha256:one");

        var request = Pins.add(Doc.EMPTY, given.row("web").primary());

        assertEquals("web@sha256:one", Pins.image(request, "app", "web:1"));
        assertEquals("side:1", Pins.image(request, "side", "side:1"));
    }

    private static Map<String, String> images(Given given) {
        return given.row("web").primary().images();
    }

    private static Given given(String image, @Nullable String consistency) {
        var container = Given.struct("name", Doc.of("app"), "image", Doc.of(image), "memory", Doc.of(64));
        var whole = consistency == null ? container : container.with("versionConsistency", Doc.of(consistency));
        var document = Given.struct("family", Doc.of("web"), "containerDefinitions", Doc.of(List.of(whole)));
        return Given.cluster()
                .event(new TaskDefinitionRegistered(WEB, document, "root"))
                .service("web", 2, 100, 200);
    }

    private void fetched(Given given, String name, @Nullable String digest) {
        var task = new TaskId(Given.DEV, name);
        var service = Given.service("web");
        var seen = new ContainerStatus("app", ContainerPhase.PENDING, null, null, Health.UNKNOWN, null, digest);
        given.event(
                new TaskCreated(task, WEB, "service:web", "", LaunchType.EC2, service, DEPLOYMENT, Doc.EMPTY),
                new TaskObserved(task, Phase.ACTIVATING, Health.UNKNOWN, List.of(seen), given.now(), null));
        given.entries(reconciler.reconcile(given.state(), task, given.inputs()).entries());
    }
}
