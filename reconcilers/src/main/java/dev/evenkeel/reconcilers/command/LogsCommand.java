package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.LogsEvent.LogGroupCreated;
import dev.evenkeel.store.event.LogsEvent.LogGroupDeleted;
import dev.evenkeel.store.event.LogsEvent.LogGroupTagged;
import dev.evenkeel.store.event.LogsEvent.LogGroupUntagged;
import dev.evenkeel.store.event.LogsEvent.LogRetentionChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.LogGroupRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Commands about log groups.
public sealed interface LogsCommand extends Command<LogGroupId> {
    /// Make a log group.
    record CreateLogGroup(LogGroupId group, Map<String, String> tags, Doc.Struct input) implements LogsCommand {
        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            if (tip.logGroups().get(group).isPresent()) {
                return Outcome.refused("ResourceAlreadyExistsException", "The specified log group already exists");
            }
            var made = new LogGroupCreated(group);
            return Outcome.accepted(
                    group, tags.isEmpty() ? requested(made) : requested(made, new LogGroupTagged(group, tags)));
        }
    }

    /// Delete a log group with everything in it.
    record DeleteLogGroup(LogGroupId group, Doc.Struct input) implements LogsCommand {
        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            return existing(tip, group, _ -> requested(new LogGroupDeleted(group)));
        }
    }

    /// Keep lines for so many days, or for ever.
    record ChangeLogRetention(LogGroupId group, @Nullable Integer days, Doc.Struct input) implements LogsCommand {
        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            return existing(
                    tip,
                    group,
                    row -> Objects.equals(row.retentionDays(), days)
                            ? List.of()
                            : requested(new LogRetentionChanged(group, days)));
        }
    }

    /// Set tags, each in place of one of the same key.
    record TagLogGroup(LogGroupId group, Map<String, String> tags, Doc.Struct input) implements LogsCommand {
        private static final int MOST = 50;

        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            var all = new TreeSet<>(tags.keySet());
            tip.logGroups().get(group).ifPresent(row -> all.addAll(row.tags().keySet()));
            return all.size() > MOST
                    ? Outcome.refused("TooManyTagsException", "A resource can have no more than " + MOST + " tags.")
                    : existing(tip, group, _ -> requested(new LogGroupTagged(group, tags)));
        }
    }

    /// Remove tags.
    record UntagLogGroup(LogGroupId group, List<String> keys, Doc.Struct input) implements LogsCommand {
        @Override
        public Outcome<LogGroupId> decide(State tip, Inputs inputs) {
            return existing(tip, group, row -> {
                var there =
                        keys.stream().filter(row.tags()::containsKey).distinct().toList();
                return there.isEmpty() ? List.of() : requested(new LogGroupUntagged(group, there));
            });
        }
    }

    private static Outcome<LogGroupId> existing(
            State tip, LogGroupId group, Function<LogGroupRow, List<Entry>> change) {
        return tip.logGroups()
                .get(group)
                .map(row -> Outcome.accepted(group, change.apply(row)))
                .orElseGet(
                        () -> Outcome.refused("ResourceNotFoundException", "The specified log group does not exist."));
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
