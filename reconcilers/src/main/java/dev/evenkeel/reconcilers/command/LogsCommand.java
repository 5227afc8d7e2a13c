package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.LogsEvent.LogGroupCreated;
import dev.evenkeel.store.event.LogsEvent.LogGroupDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Commands about log groups.
public sealed interface LogsCommand extends Command<LogGroupId> {
    /// Make a log group.
    record CreateLogGroup(LogGroupId group, Doc.Struct input) implements LogsCommand {
        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            return tip.logGroups().get(group).isPresent()
                    ? Outcome.refused("ResourceAlreadyExistsException", "The specified log group already exists")
                    : Outcome.accepted(group, requested(new LogGroupCreated(group)));
        }
    }

    /// Delete a log group with everything in it.
    record DeleteLogGroup(LogGroupId group, Doc.Struct input) implements LogsCommand {
        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            return tip.logGroups().get(group).isEmpty()
                    ? Outcome.refused("ResourceNotFoundException", "The specified log group does not exist.")
                    : Outcome.accepted(group, requested(new LogGroupDeleted(group)));
        }
    }

    /// The group that a container logs to, if its driver is awslogs.
    static Optional<LogGroupId> group(String region, LogConfiguration log) {
        if (!log.driver().equals("awslogs")) {
            return Optional.empty();
        }
        var where = log.options().getOrDefault("awslogs-region", region);
        return Optional.ofNullable(log.options().get("awslogs-group")).map(name -> new LogGroupId(where, name));
    }

    /// Events that make the groups which a definition asks to be made.
    static List<Entry> missingGroups(State state, TaskDefinition definition) {
        var groups = new TreeSet<LogGroupId>();
        for (var container : definition.containers()) {
            var log = container.logConfiguration();
            if (log != null && "true".equals(log.options().get("awslogs-create-group"))) {
                group(definition.id().region(), log)
                        .filter(group -> state.logGroups().get(group).isEmpty())
                        .ifPresent(groups::add);
            }
        }
        return requested(groups.stream().map(LogGroupCreated::new).toArray(Event[]::new));
    }
}
