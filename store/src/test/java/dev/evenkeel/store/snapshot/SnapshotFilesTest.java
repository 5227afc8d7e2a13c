package dev.evenkeel.store.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.ReleaseEvent.ApplicationCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseContinued;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStopRequested;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.log.Story;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseRoutes;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.ReleaseWaits;
import dev.evenkeel.store.model.release.RollbackCause;
import dev.evenkeel.store.model.release.ShiftPlan;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {
    private static final Revision LATE = new Revision(1_000_000);

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private SnapshotFiles files() {
        return new SnapshotFiles(folder, warnings::add);
    }

    private static Story story() {
        var story = Story.service(3);
        var failed = story.starts("a", story.last(1));
        story.starts("b", story.last(0));
        var because = story.fails(failed, 137);
        var third = story.starts("c", because);
        story.stopAsked(third);
        var set = new TaskSetId(Story.SERVICE, new DeploymentId("ecs-svc/2"));
        story.call(
                "ecs:CreateTaskSet",
                new TaskSetCreated(
                        set, new TaskSetSpec(Story.DEFINITION, LaunchType.EC2, new Scale(505, 1), Doc.EMPTY)),
                new TaskSetPrimaryChanged(set));
        release(story, set);
        return story;
    }

    /// A deployment of CodeDeploy, under way.
    private static void release(Story story, TaskSetId set) {
        var group = new ReleaseGroupId(new ApplicationId("us-east-1", "app"), "group");
        var listener = new ListenerId(
                new LoadBalancerId("us-east-1", BalancerKind.APPLICATION, "front", "0123456789abcdef"), "01");
        var routes = new ReleaseRoutes(
                new RuleId(listener, "02"),
                null,
                new TargetGroupId("us-east-1", "blue", "03"),
                new TargetGroupId("us-east-1", "green", "04"));
        var spec = new ReleaseSpec(
                group,
                set,
                new TaskSetId(Story.SERVICE, new DeploymentId("ecs-svc/3")),
                new TaskSetSpec(Story.DEFINITION, LaunchType.EC2, Scale.FULL, Doc.EMPTY),
                routes,
                ShiftPlan.linear(10, 1),
                new ReleaseWaits(Duration.ofMinutes(5), Duration.ZERO),
                List.of(RollbackCause.DEPLOYMENT_FAILURE),
                List.of("errors"),
                null,
                Doc.EMPTY);
        var id = new ReleaseId("us-east-1", "d-000000001");
        story.call(
                "codedeploy:CreateDeployment",
                new ApplicationCreated(group.application(), "u-1"),
                new ReleaseGroupCreated(group, "u-2", new ReleaseGroupSpec(Story.SERVICE, Doc.EMPTY)),
                new ReleaseConfigCreated(new ReleaseConfigId("us-east-1", "mine"), "u-3", ShiftPlan.canary(5, 1)),
                new ReleaseCreated(id, spec),
                new ReleaseMoved(id, ReleaseStatus.IN_PROGRESS, "", ""),
                new ReleaseStageMoved(id, ReleaseStage.INSTALL, StageProgress.IN_PROGRESS, ""),
                new ReleaseContinued(id, ReleaseWait.READY_WAIT),
                new ReleaseStopRequested(id, true));
    }

    @Test
    void aStateComesBackAsItWasWithEveryTableAndIndex() throws ReflectiveOperationException {
        var state = story().state();
        for (var component : State.class.getRecordComponents()) {
            if (component.getAccessor().invoke(state) instanceof Table<?, ?> table) {
                assertFalse(table.isEmpty(), component.getName() + " would not be tested");
            }
        }
        files().write(state);
        assertEquals(Optional.of(state), files().newest(LATE));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aHostWhoseLastTaskHasStoppedComesBackAsItWas() {
        var story = Story.service(1);
        story.fails(story.starts("a", story.last(1)), 137);

        assertEquals(story.state(), Rows.copy(story.state()));
    }

    @Test
    void aStateOfManyRowsComesBackAsItWas() {
        var story = Story.service(2500);
        for (int i = 0; i < 2500; i++) {
            story.starts(String.format(Locale.ROOT, "%032x", i * 7919L), story.last(0));
        }
        files().write(story.state());
        assertEquals(Optional.of(story.state()), files().newest(LATE));
    }

    @Test
    void theDigestKnowsTheStateAndNotItsHistory() {
        var story = story();
        files().write(story.state());
        assertEquals(Digest.of(story.state()), Digest.of(files().newest(LATE).orElseThrow()));
        var digest = Digest.of(story.state());
        story.stopAsked(new TaskId(Story.CLUSTER, "b"));
        assertNotEquals(digest, Digest.of(story.state()));
    }

    @Test
    void theNewestWholeOneIsTaken() throws IOException {
        var story = story();
        var early = story.state();
        files().write(early);
        story.starts("d", story.last(0));
        files().write(story.state());
        assertEquals(Optional.of(story.state()), files().newest(LATE));

        damage(newest(), 3);
        assertEquals(Optional.of(early), files().newest(LATE));
        assertTrue(warnings.getFirst().contains("is not used"), warnings.toString());
    }

    @Test
    void oneThatIsAheadOfTheLogIsNotTaken() {
        var story = story();
        files().write(story.state());
        assertEquals(Optional.empty(), files().newest(new Revision(1)));
        assertTrue(warnings.getFirst().contains("ahead of the log"), warnings.toString());
    }

    @Test
    void anotherFoldMeansTheWholeLogIsFoldedAgain() throws IOException {
        files().write(story().state());
        var bytes = Files.readAllBytes(newest());
        Files.write(newest(), ByteBuffer.wrap(bytes).putInt(8, 99).array());
        assertEquals(Optional.empty(), files().newest(LATE));
        assertTrue(warnings.getFirst().contains("folded by version 99"), warnings.toString());
    }

    @Test
    void twoAreKept() throws IOException {
        var story = story();
        for (int i = 0; i < 4; i++) {
            story.starts("more-" + i, story.last(0));
            files().write(story.state());
        }
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void theRoleStoresAStateWheneverEnoughBatchesHavePassed() {
        var story = story();
        var snapshots = new Snapshots(files(), 3, State.EMPTY, warnings::add);
        var woken = new ArrayList<Revision>();
        var state = State.EMPTY;
        for (var batch : story.batches()) {
            var before = state;
            state = Fold.apply(before, batch.batch(), batch.hash());
            var now = state;
            snapshots.onWork(() -> woken.add(now.revision()));
            snapshots.committed(batch.batch(), before, state);
            assertEquals(now.revision().value() % 3 == 0, snapshots.step(Instant.EPOCH));
        }
        assertEquals(story.batches().size() / 3, woken.size());
        assertEquals(woken.getLast(), files().newest(LATE).orElseThrow().revision());
    }

    @Test
    void aSnapshotThatCannotBeStoredIsToldAndTriedAgainLater() throws IOException {
        var snapshots =
                new Snapshots(new SnapshotFiles(folder.resolve("none"), warnings::add), 3, State.EMPTY, warnings::add);
        var story = story();
        var last = story.batches().getLast().batch();
        snapshots.committed(last, State.EMPTY, story.state());
        assertTrue(snapshots.step(Instant.EPOCH));
        assertEquals(1, warnings.size());
        assertFalse(snapshots.step(Instant.EPOCH));
        assertTrue(warnings.getFirst().contains("no snapshot could be stored"), warnings.getFirst());
    }

    private Path newest() throws IOException {
        try (var left = Files.list(folder)) {
            return left.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private static void damage(Path file, int divisor) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / divisor] ^= 1;
        Files.write(file, bytes);
    }
}
