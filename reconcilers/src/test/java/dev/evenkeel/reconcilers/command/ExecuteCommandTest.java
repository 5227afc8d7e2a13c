package dev.evenkeel.reconcilers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.TaskCommand.ExecuteCommand;
import dev.evenkeel.reconcilers.command.TaskCommand.Shell;
import dev.evenkeel.reconcilers.command.TaskCommand.Started;
import dev.evenkeel.store.event.HostEvent.HostLost;
import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who is let into a container, and who is not.
class ExecuteCommandTest {
    private static final Doc.Struct ENABLED = Given.struct("enableExecuteCommand", Doc.of(true));

    private final Given given = Given.cluster().definition("web", 1, 100);

    @Test
    void aRunningTaskThatAllowsItOpensAndTheLogKnowsTheCommand() {
        var task = running(ENABLED);

        var outcome = execute(task, null);

        var accepted = assertInstanceOf(Outcome.Accepted.class, outcome);
        var shell = assertInstanceOf(Shell.class, accepted.response());
        assertEquals("c1", shell.runtimeId());
        assertEquals(Given.H1, shell.host());
        assertTrue(shell.session().startsWith("ecs-execute-command-"));
        var event = ((Outcome.Accepted<Shell>) outcome).entries().getFirst().event();
        assertEquals(new ShellOpened(task, "app", "/bin/sh", shell.session()), event);
    }

    @Test
    void aTaskThatDoesNotAllowItOrDoesNotRunStaysShut() {
        assertRefused("InvalidParameterException", execute(running(Doc.EMPTY), null));
        assertRefused("InvalidParameterException", execute(created(ENABLED), null));
    }

    @Test
    void aContainerOrTaskThatIsNotThereIsNamed() {
        assertRefused("InvalidParameterException", execute(running(ENABLED), "other"));
        assertRefused("InvalidParameterException", execute(new TaskId(Given.DEV, "0".repeat(32)), null));
    }

    @Test
    void aHostThatIsSilentIsNotConnected() {
        var task = running(ENABLED);
        given.event(new HostLost(Given.H1));

        assertRefused("TargetNotConnectedException", execute(task, null));
    }

    private TaskId running(Doc.Struct request) {
        var task = created(request);
        given.observed(given.task(task), Phase.RUNNING);
        return task;
    }

    private TaskId created(Doc.Struct request) {
        var definition = new DefinitionRef("us-east-1", "web", null);
        var run = new RunTasks(
                new TaskWish(Given.DEV, definition, null, "", request, null, false, false),
                CapacityWish.UNSAID,
                1,
                null,
                Doc.EMPTY);
        var started = (Started)
                assertInstanceOf(Outcome.Accepted.class, given.decide(run)).response();
        return started.tasks().getFirst();
    }

    private Outcome<Shell> execute(TaskId task, @Nullable String container) {
        return given.decide(new ExecuteCommand(task, container, "/bin/sh", Doc.EMPTY));
    }

    private static void assertRefused(String code, Outcome<Shell> outcome) {
        assertEquals(code, assertInstanceOf(Outcome.Refused.class, outcome).code());
    }
}
