package dev.evenkeel.reconcilers.janitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ProtectTasks;
import dev.evenkeel.reconcilers.command.RunTasks;
import dev.evenkeel.reconcilers.command.TaskWish;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeletionRequested;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeregistered;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes when its time has come: protection, and definitions that nothing uses.
final class AccountJanitorsTest {
    private static final TaskDefinitionId WEB = new TaskDefinitionId("us-east-1", "web", 1);

    private final Given given = Given.cluster().definition("web", 1, 64);

    @Test
    void protectionEndsAtItsTimeAndNotBefore() {
        var task = serviceTask();
        given.decide(new ProtectTasks(Given.DEV, List.of(task), Duration.ofMinutes(30), Doc.EMPTY));
        var until = given.now().plus(Duration.ofMinutes(30));
        assertTrue(given.task(task).isProtected(given.now()));

        var early = new ProtectionJanitor()
                .reconcile(given.later(Duration.ofMinutes(29)).state(), task, given.inputs());
        assertEquals(List.of(), early.entries());
        assertEquals(Optional.of(until), early.revisit());

        given.later(Duration.ofMinutes(1));
        assertTrue(!given.task(task).isProtected(given.now()), "over at its time, whoever looks");
        given.entries(new ProtectionJanitor()
                .reconcile(given.state(), task, given.inputs())
                .entries());
        assertNull(given.task(task).protectedUntil());
    }

    @Test
    void protectionIsRefusedOnceMoreTasksAreProtectedThanWanted() {
        var service = given.service("web", 0, 100, 200);
        var task = serviceTaskOf(service);
        var other = serviceTaskOf(service);
        assertEquals(List.of("null"), failures(task));
        assertEquals(List.of("DEPLOYMENT_BLOCKED"), failures(other));
    }

    @Test
    void aDefinitionGoesOnlyWhenNoTaskIsToldOfAnyMore() {
        var wish = TaskWish.of(Given.DEV, new DefinitionRef("us-east-1", "web", null), "");
        given.decide(new RunTasks(wish, CapacityWish.UNSAID, 1, null, Doc.EMPTY));
        var task = given.wanted().findFirst().orElseThrow();
        given.event(new TaskDefinitionDeregistered(WEB), new TaskDefinitionDeletionRequested(WEB));
        assertEquals(List.of(), look());
        given.ended(given.task(task.id()), false);
        assertEquals(List.of(), look(), "DescribeTasks still tells of it");
        given.event(new TaskForgotten(task.id()));
        assertEquals(1, look().size());
    }

    private List<?> look() {
        return new DefinitionJanitor()
                .reconcile(given.state(), WEB, given.inputs())
                .entries();
    }

    private TaskId serviceTask() {
        return serviceTaskOf(given.service("web", 1, 100, 200));
    }

    private static TaskId serviceTaskOf(Given given) {
        var id = new TaskId(
                Given.DEV, Integer.toString(100 + Math.toIntExact(given.wanted().count())));
        given.event(given.serviceTask("web", id));
        return given.wanted().map(TaskRow::id).filter(id::equals).findFirst().orElseThrow();
    }

    private List<String> failures(TaskId task) {
        var outcome = given.decide(new ProtectTasks(Given.DEV, List.of(task), Duration.ofMinutes(1), Doc.EMPTY));
        List<?> answers =
                (List<?>) assertInstanceOf(Outcome.Accepted.class, outcome).response();
        return answers.stream()
                .map(answer -> String.valueOf(((ProtectTasks.Answer) answer).failure()))
                .toList();
    }
}
