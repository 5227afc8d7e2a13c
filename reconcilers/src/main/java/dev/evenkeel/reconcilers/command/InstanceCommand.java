package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.HostEvent.HostAttributed;
import dev.evenkeel.store.event.HostEvent.HostStatusChanged;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Commands about container instances, which are hosts as they serve a cluster. A host is one machine: what is done to
/// it through one cluster is seen through every other.
public sealed interface InstanceCommand<R> extends Command<R> {
    /// Have hosts take no new tasks, or take them again. Unknown ones are passed over.
    record SetStatus(ClusterId cluster, List<HostId> hosts, boolean draining, Doc.Struct input)
            implements InstanceCommand<SetStatus.Answer> {
        /// The hosts that were named, known or not.
        public record Answer(ClusterId cluster, List<HostId> hosts) {}

        @Override
        public Outcome<Answer> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, cluster)) {
                return Answers.noCluster();
            }
            var entries = hosts.stream()
                    .distinct()
                    .flatMap(host -> tip.hosts().get(host).stream())
                    .filter(row -> row.draining() != draining)
                    .map(row -> new Entry(new HostStatusChanged(row.id(), draining), new Reason.Requested()))
                    .toList();
            return Outcome.accepted(new Answer(cluster, hosts), entries);
        }
    }

    /// An attribute of a host.
    ///
    /// @param value empty for an attribute without one
    record Attribute(HostId host, String name, String value) {}

    /// Attributes of hosts, as a cluster knows them.
    record Answered(ClusterId cluster, List<Attribute> attributes) {}

    /// Give hosts attributes, in place of those of the same name.
    record PutAttributes(ClusterId cluster, List<Attribute> attributes, Doc.Struct input)
            implements InstanceCommand<Answered> {
        /// Attributes that callers may give one host.
        public static final int MOST = 10;

        @Override
        public Outcome<Answered> decide(State tip, Inputs inputs) {
            var wanted = current(tip, cluster, attributes);
            if (wanted instanceof Outcome.Refused<Map<HostId, Map<String, String>>> no) {
                return no.as();
            }
            var hosts = ((Outcome.Accepted<Map<HostId, Map<String, String>>>) wanted).response();
            attributes.forEach(attribute -> given(hosts, attribute.host()).put(attribute.name(), attribute.value()));
            if (hosts.values().stream().anyMatch(given -> given.size() > MOST)) {
                return Outcome.refused(
                        "AttributeLimitExceededException",
                        "A container instance can have at most " + MOST + " custom attributes.");
            }
            return Outcome.accepted(new Answered(cluster, attributes), changes(tip, hosts));
        }
    }

    /// Take attributes from hosts. Those that they do not have are passed over.
    record DeleteAttributes(ClusterId cluster, List<Attribute> attributes, Doc.Struct input)
            implements InstanceCommand<Answered> {
        @Override
        public Outcome<Answered> decide(State tip, Inputs inputs) {
            var wanted = current(tip, cluster, attributes);
            if (wanted instanceof Outcome.Refused<Map<HostId, Map<String, String>>> no) {
                return no.as();
            }
            var hosts = ((Outcome.Accepted<Map<HostId, Map<String, String>>>) wanted).response();
            var gone = new ArrayList<Attribute>();
            for (var attribute : attributes) {
                if (given(hosts, attribute.host()).remove(attribute.name()) instanceof String value) {
                    gone.add(new Attribute(attribute.host(), attribute.name(), value));
                }
            }
            return Outcome.accepted(new Answered(cluster, gone), changes(tip, hosts));
        }
    }

    /// What the hosts that are named have now, to be changed.
    private static Outcome<Map<HostId, Map<String, String>>> current(
            State tip, ClusterId cluster, List<Attribute> attributes) {
        if (!Answers.isActive(tip, cluster)) {
            return Answers.noCluster();
        }
        Map<HostId, Map<String, String>> hosts = new TreeMap<>();
        for (var attribute : attributes) {
            var row = tip.hosts().get(attribute.host());
            if (row.isEmpty()) {
                return Outcome.refused(
                        "TargetNotFoundException",
                        "The specified target was not found: " + attribute.host()
                                + ". Specify a container instance of the cluster and try again.");
            }
            hosts.putIfAbsent(attribute.host(), new TreeMap<>(row.get().attributes()));
        }
        return Outcome.accepted(hosts, List.of());
    }

    private static Map<String, String> given(Map<HostId, Map<String, String>> hosts, HostId host) {
        return Objects.requireNonNull(hosts.get(host), "every host that is named was looked up");
    }

    private static List<Entry> changes(State tip, Map<HostId, Map<String, String>> hosts) {
        return hosts.entrySet().stream()
                .filter(host -> !host.getValue()
                        .equals(tip.hosts().get(host.getKey()).orElseThrow().attributes()))
                .map(host -> new Entry(new HostAttributed(host.getKey(), host.getValue()), new Reason.Requested()))
                .toList();
    }
}
