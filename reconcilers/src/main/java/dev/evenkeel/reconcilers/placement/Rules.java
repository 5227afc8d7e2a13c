package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.placement.query.Query;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where tasks may be, and where they had better be.
///
/// @param constraints all of them bind
/// @param strategies in their order; each decides among the hosts that the ones before it leave
/// @param attributes that a host must have, with these values
public record Rules(List<Constraint> constraints, List<Strategy> strategies, SortedMap<String, String> attributes) {
    /// Where tasks of this definition may be by themselves, and by the input of RunTask or CreateService.
    public static Rules of(TaskDefinition definition, Doc.Struct input) {
        var constraints = Stream.of(definition.document(), input)
                .flatMap(document -> document.structs("placementConstraints").stream())
                .map(Constraint::of)
                .toList();
        var strategies =
                input.structs("placementStrategy").stream().map(Strategy::of).toList();
        return new Rules(constraints, strategies, platform(definition.document().struct("runtimePlatform")));
    }

    private static SortedMap<String, String> platform(Doc.Struct platform) {
        var attributes = new TreeMap<String, String>();
        platform.text("cpuArchitecture")
                .ifPresent(arch -> attributes.put(HostSpec.CPU_ARCHITECTURE, arch.toLowerCase(Locale.ROOT)));
        platform.text("operatingSystemFamily").ifPresent(os -> attributes.put(HostSpec.OS_FAMILY, os));
        return attributes;
    }

    boolean isDistinct() {
        return constraints.contains(new Constraint.DistinctInstance());
    }

    /// The strategies, or what stands in for them: tasks of a service are spread over zones, then over hosts.
    List<Strategy> orders(boolean ofService) {
        var orders = new ArrayList<>(strategies);
        if (ofService && orders.isEmpty()) {
            orders.add(Strategy.Spread.OVER_ZONES);
        }
        if (ofService) {
            orders.add(Strategy.Spread.OVER_HOSTS);
        }
        return orders;
    }

    /// What a host must be for a task of some group.
    sealed interface Constraint {
        private static Constraint of(Doc.Struct document) {
            return document.text("type").orElse("").equals("distinctInstance")
                    ? new DistinctInstance()
                    : new MemberOf(Query.parse(document.text("expression").orElse("")));
        }

        /// It has no task of the same group.
        record DistinctInstance() implements Constraint {}

        /// An expression holds for it.
        record MemberOf(Query query) implements Constraint {}
    }
}
