package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.host.Containers.container;
import static dev.evenkeel.reconcilers.host.Containers.sidecar;
import static dev.evenkeel.reconcilers.host.TestHost.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.secret.GivenSecret;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Resolution.Use;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.ValueFrom;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The values that containers are given are all there before any of them starts, or the task does not start.
final class InitializationTest {
    private static final ValueFrom ASKED = new ValueFrom(Use.ENVIRONMENT, "SECRET", "/key");

    private static final GivenSecret THERE = new GivenSecret(ASKED, "", "", false, null, "value", null);
    private static final GivenSecret MISSING = new GivenSecret(ASKED, "", "", false, null, null, "no such key");

    private static boolean starts(Step step) {
        return step instanceof Step.Start;
    }

    @Test
    void aValueThatIsMissingEndsTheTaskBeforeAnythingOfItStarts() {
        var host = TestHost.idle()
                .put(task(container("app"), sidecar("side").given(MISSING)))
                .settle();

        var last = host.last();
        assertEquals(Phase.STOPPED, last.phase());
        assertEquals(StopCode.TASK_FAILED_TO_START, last.stopCode());
        assertEquals(
                "ResourceInitializationError: unable to pull secrets or registry auth: no such key", last.stopReason());
        assertTrue(host.driver.begun.stream().noneMatch(InitializationTest::starts), host.steps()::toString);
        assertFalse(host.steps().contains("Create side"), host.steps()::toString);
    }

    @Test
    void noneStartsBeforeAllThatAreGivenSomethingAreCreated() {
        var host = TestHost.idle()
                .hold(step ->
                        step instanceof Step.Create && step.container().name().equals("side"))
                .put(task(container("app"), sidecar("side").given(THERE)))
                .settle();
        assertTrue(host.steps().contains("Create app"), host.steps()::toString);
        assertTrue(host.driver.begun.stream().noneMatch(InitializationTest::starts), host.steps()::toString);

        host.letGo().settle();

        assertEquals(List.of("app RUNNING", "side RUNNING"), host.driver.names());
    }

    @Test
    void filesOfVariablesAreWaitedForToo() {
        var file = Doc.EMPTY.with("type", Doc.of("s3")).with("value", Doc.of("arn:aws:s3:::b/x.env"));
        var host = TestHost.idle()
                .hold(step ->
                        step instanceof Step.Create && step.container().name().equals("side"))
                .put(task(container("app"), sidecar("side").with("environmentFiles", Doc.of(List.of(file)))))
                .settle();

        assertTrue(host.driver.begun.stream().noneMatch(InitializationTest::starts), host.steps()::toString);
    }

    @Test
    void whatCannotBeReadWhenAContainerIsCreatedEndsTheTaskThoughTheContainerIsNotEssential() {
        var host = TestHost.idle();
        host.driver.fail(
                step -> step instanceof Step.Create && step.container().name().equals("side"),
                "ResourceInitializationError",
                "unable to read the file of variables",
                false);

        host.put(task(container("app"), sidecar("side").given(THERE))).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(
                "ResourceInitializationError: unable to read the file of variables",
                host.last().stopReason());
    }
}
