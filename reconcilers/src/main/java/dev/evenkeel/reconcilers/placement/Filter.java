package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.placement.Rules.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// One requirement that hosts must meet.
///
/// @param reason ECS's word for a refusal, such as `RESOURCE:MEMORY`
record Filter(String reason, Predicate<HostView> test) {
    /// What a request requires, in the order in which it is asked: a host that passes more of them is nearer.
    static List<Filter> of(Request request) {
        var filters = new ArrayList<Filter>();
        filters.add(new Filter("AGENT", HostView::agentConnected));
        filters.add(new Filter("RESOURCE:DISK", HostView::hasDisk));
        filters.add(attributes(request));
        filters.add(new Filter("RESOURCE:CPU", host -> request.cpu() <= host.freeCpu()));
        filters.add(new Filter("RESOURCE:MEMORY", host -> request.memory() <= host.freeMemory()));
        filters.add(new Filter("RESOURCE:PORTS", host -> host.hasPorts(request)));
        request.rules().constraints().forEach(constraint -> filters.add(of(constraint)));
        return filters;
    }

    /// What a request requires of a host whatever else is on it.
    static List<Filter> ofPlace(Request request) {
        var filters = new ArrayList<Filter>();
        filters.add(attributes(request));
        request.rules().constraints().stream()
                .filter(Constraint.MemberOf.class::isInstance)
                .forEach(constraint -> filters.add(of(constraint)));
        return filters;
    }

    private static Filter attributes(Request request) {
        return new Filter("ATTRIBUTE", host -> host.hasAll(request.rules().attributes()));
    }

    private static Filter of(Constraint constraint) {
        return switch (constraint) {
            case Constraint.DistinctInstance _ ->
                new Filter("DistinctInstance placement constraint unsatisfied.", host -> !host.hasPeer());
            case Constraint.MemberOf memberOf ->
                new Filter("MemberOf placement constraint unsatisfied.", memberOf.query()::matches);
        };
    }
}
