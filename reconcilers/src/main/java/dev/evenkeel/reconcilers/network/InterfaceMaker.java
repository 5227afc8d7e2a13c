package dev.evenkeel.reconcilers.network;

import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.NetworkEvent.InterfaceCreated;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.DefaultNetwork;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Gives an interface to each task of one launch, spread over the subnets. Lives for one decision.
public final class InterfaceMaker {
    private final State state;
    private final Networks networks;
    private final NetworkConfiguration asked;
    private final Dice dice;
    private final TreeMap<SubnetId, Integer> tasks = new TreeMap<>();
    private final TreeSet<Ipv4> given = new TreeSet<>();

    /// @param asked as [NetworkRules] found it right
    /// @param service whose tasks are to be spread, if they belong to one
    public InterfaceMaker(State state, NetworkConfiguration asked, @Nullable ServiceId service, Dice dice) {
        this.state = state;
        this.networks = state.networks().in(region(asked));
        this.asked = asked;
        this.dice = dice;
        if (service != null) {
            state.tasks()
                    .of(service)
                    .flatMap(task -> networks.interfaces().of(task.id()).stream())
                    .forEach(row -> tasks.merge(row.subnet(), 1, Integer::sum));
        }
    }

    private static String region(NetworkConfiguration asked) {
        return asked.subnets().getFirst().region();
    }

    private List<SecurityGroupId> groups(SubnetRow subnet) {
        return asked.groups().isEmpty()
                ? List.of(networks.defaultGroup(subnet.vpc()).id())
                : asked.groups();
    }

    /// What has to happen first, for the batch.
    public List<NetworkEvent> before() {
        return DefaultNetwork.missing(state, region(asked));
    }

    /// The interface of one more task; none when no subnet has an address left.
    public Optional<InterfaceCreated> next(TaskId task) {
        var subnet = asked.subnets().stream()
                .distinct()
                .flatMap(id -> networks.subnets().get(id).stream())
                .filter(row -> free(row) > 0)
                .min(Comparator.comparingInt((SubnetRow row) -> tasks.getOrDefault(row.id(), 0))
                        .thenComparingInt(row -> held(row)));
        return subnet.flatMap(row -> in(row, task));
    }

    private Optional<InterfaceCreated> in(SubnetRow subnet, TaskId task) {
        var published = asked.publicAddress() ? published() : Optional.<Ipv4>empty();
        if (asked.publicAddress() && published.isEmpty()) {
            return Optional.empty();
        }
        var holders = networks.interfaces().held(subnet.id());
        var address =
                pick(subnet.capacity(), subnet::host, ip -> holders.get(ip).isEmpty());
        tasks.merge(subnet.id(), 1, Integer::sum);
        address.ifPresent(given::add);
        published.ifPresent(given::add);
        return address.map(ip -> new InterfaceCreated(
                new InterfaceId(region(asked), "eni-" + dice.hex32().substring(0, 17)),
                task,
                subnet.vpc(),
                subnet.id(),
                groups(subnet),
                ip.toString(),
                mac(),
                published.map(Ipv4::toString).orElse(null)));
    }

    private Optional<Ipv4> published() {
        var range = networks.ranges().published();
        var holders = networks.interfaces().published();
        // The first and the last are left alone: some systems take them for the network itself and for everybody.
        int last = (int) Math.min(Integer.MAX_VALUE, range.size()) - 2;
        return pick(
                last, index -> range.address(index + 1), ip -> holders.get(ip).isEmpty());
    }

    /// The first free one from a thrown one on: one that was just given back is not taken again at once.
    private Optional<Ipv4> pick(int count, IntFunction<Ipv4> at, Predicate<Ipv4> unheld) {
        int start = count > 0 ? dice.below(count) : 0;
        for (int i = 0; i < count; i++) {
            var address = at.apply((start + i) % count);
            if (unheld.test(address) && !given.contains(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private int free(SubnetRow subnet) {
        return subnet.capacity() - held(subnet);
    }

    private int held(SubnetRow subnet) {
        long here = given.stream().filter(subnet.cidr()::contains).count();
        return networks.interfaces().held(subnet.id()).size() + (int) here;
    }

    /// A unicast address that nobody has registered.
    private String mac() {
        return "02:" + HexFormat.ofDelimiter(":").formatHex(bytes());
    }

    private byte[] bytes() {
        var bytes = new byte[5];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) dice.below(256);
        }
        return bytes;
    }
}
