package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.BalancingEvent.ListenerChanged;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerChanged;
import dev.evenkeel.store.event.BalancingEvent.RuleChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupChanged;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Change the tags of load balancers, target groups, listeners and rules.
///
/// @param arns of what is to be tagged, each of one of these kinds
/// @param set tags to have
/// @param removed keys to lose
public record TagBalancing(List<String> arns, Map<String, String> set, List<String> removed, Doc.Struct input)
        implements BalancingCommand<Boolean> {
    private static final int MOST = 50;

    /// What is found under an ARN: its tags, and the event that gives it others.
    private record Tagged(Map<String, String> tags, UnaryTags change) {}

    @FunctionalInterface
    private interface UnaryTags {
        Event with(Map<String, String> tags);
    }

    @Override
    public Outcome<Boolean> decide(State tip, Inputs inputs) {
        var events = new ArrayList<Event>();
        for (var arn : arns) {
            var found = find(tip, arn);
            if (found.isEmpty()) {
                return missing(arn);
            }
            var tags = changed(found.get().tags());
            if (tags.size() > MOST) {
                return Outcome.refused("TooManyTagsException", "A resource can have at most " + MOST + " tags");
            }
            if (!tags.equals(found.get().tags())) {
                events.add(found.get().change().with(tags));
            }
        }
        return Outcome.accepted(!events.isEmpty(), requested(events.toArray(Event[]::new)));
    }

    private Map<String, String> changed(Map<String, String> before) {
        var after = new TreeMap<>(before);
        after.putAll(set);
        removed.forEach(after::remove);
        return Collections.unmodifiableMap(after);
    }

    /// The tags of what an ARN names, if it is there.
    public static Optional<Map<String, String>> tags(State state, String arn) {
        return find(state, arn).map(Tagged::tags);
    }

    private static Optional<Tagged> find(State state, String arn) {
        var part = state.balancers();
        return BalancingArns.loadBalancer(arn)
                .flatMap(part.balancers()::get)
                .map(row -> new Tagged(
                        row.spec().tags(),
                        tags -> new LoadBalancerChanged(row.id(), row.spec().withTags(tags))))
                .or(() -> BalancingArns.targetGroup(arn)
                        .flatMap(part.groups()::get)
                        .map(row -> new Tagged(
                                row.spec().tags(),
                                tags -> new TargetGroupChanged(
                                        row.id(), row.spec().withTags(tags)))))
                .or(() -> BalancingArns.listener(arn)
                        .flatMap(part.listeners()::get)
                        .map(row -> new Tagged(
                                row.spec().tags(),
                                tags -> new ListenerChanged(row.id(), row.spec().withTags(tags)))))
                .or(() -> BalancingArns.rule(arn)
                        .flatMap(part.rules()::get)
                        .map(row -> new Tagged(
                                row.spec().tags(),
                                tags -> new RuleChanged(row.id(), row.spec().withTags(tags)))));
    }

    private static Outcome<Boolean> missing(String arn) {
        if (BalancingArns.loadBalancer(arn).isPresent()) {
            return BalancingCommand.noBalancer();
        }
        if (BalancingArns.targetGroup(arn).isPresent()) {
            return BalancingCommand.noGroup();
        }
        return BalancingArns.listener(arn).isPresent() ? BalancingCommand.noListener() : BalancingCommand.noRule();
    }
}
