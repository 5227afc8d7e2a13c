package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.capacity.CapacityPlan;
import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.reconcilers.image.Pins;
import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.reconcilers.launch.TaskTags;
import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Placement.Spot;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.ServiceEvent.StartsThrottled;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Nearest;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.ServiceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts tasks of a service's newest deployment, slows down where that fails again and again, and tells when there is
/// no room.
final class Starter {
    private final Look look;
    private final ServiceRow row;

    Starter(Look look) {
        this.look = look;
        this.row = look.row;
    }

    /// Starts so many tasks wherever they may be.
    void start(int count) {
        if (mayStart() && !throttled()) {
            int most = allowed(count);
            var placed = Placement.place(look.state, look.request(most), look.dice);
            launch(
                    placed.spots(),
                    with(placed.refusals(), count - most),
                    placed.nearest(),
                    row.spec().desiredCount());
        }
    }

    /// How many of so many tasks may be started now. The others are looked at again soon.
    private int allowed(int count) {
        int allowed = Provisioning.allowed(look.state, row.id().cluster(), count);
        if (allowed < count) {
            look.revisit(look.now.plus(Provisioning.PAUSE));
        }
        return allowed;
    }

    private static List<Refusal> with(List<Refusal> refusals, int notYet) {
        var later = notYet == 0 ? Stream.<Refusal>empty() : Stream.of(new Refusal(Provisioning.REFUSAL, notYet));
        return Stream.concat(refusals.stream(), later).toList();
    }

    /// Starts one task on each of these hosts.
    ///
    /// @param desired how many hosts shall have one
    void startOn(List<HostId> hosts, int desired) {
        if (!mayStart() || throttled()) {
            return;
        }
        var spots = new ArrayList<Spot>();
        var refusals = new TreeMap<String, Integer>();
        Nearest nearest = null;
        int most = allowed(hosts.size());
        for (var host : hosts.subList(0, most)) {
            var placed = Placement.placeOn(host, look.state, look.request(1), look.dice);
            spots.addAll(placed.spots());
            placed.refusals().forEach(refusal -> refusals.merge(refusal.reason(), 1, Integer::sum));
            nearest = nearest == null ? placed.nearest() : nearest;
        }
        var counted = refusals.entrySet().stream()
                .map(e -> new Refusal(e.getKey(), e.getValue()))
                .toList();
        launch(spots, with(counted, hosts.size() - most), nearest, desired);
    }

    /// Not for what was given up, nor before it is known where its tasks get their traffic.
    private boolean mayStart() {
        return row.primary().failure() == null && ServiceTargets.settled(row.primary());
    }

    private void launch(List<Spot> spots, List<Refusal> unplaced, @Nullable Nearest nearest, int desired) {
        var definition = look.definition();
        var why = new Reason.BelowDesired(desired, look.view.current().size(), List.of(look.lastChange()));
        var launch = new Launch(look.state, definition, wish(definition), why, look.dice);
        var shares = new CapacityPlan(row.spec().launchType(), strategy()).next(have(), spots.size());
        for (int i = 0; i < shares.size(); i++) {
            launch.on(spots.get(i), shares.get(i).provider());
        }
        look.addAll(launch.entries());
        var refusals =
                Stream.concat(unplaced.stream(), launch.refusals().stream()).toList();
        boolean news = !launch.tasks().isEmpty() || !sameKinds(refusals, row.refusals());
        if (news && !refusals.isEmpty()) {
            var noRoom = new Reason.NoRoom(refusals, List.of(look.lastChange()));
            look.add(new PlacementRefused(row.id(), refusals, nearest), noRoom);
        }
    }

    private Strategy strategy() {
        return Strategy.of(row.spec().document().structs("capacityProviderStrategy"));
    }

    /// How many tasks each capacity provider has.
    private Map<String, Integer> have() {
        var have = new TreeMap<String, Integer>();
        look.view
                .current()
                .forEach(task -> task.request().text(Launch.PROVIDER).ifPresent(p -> have.merge(p, 1, Integer::sum)));
        return have;
    }

    private Launch.Wish wish(TaskDefinition definition) {
        var primary = row.primary();
        var region = row.id().cluster().region();
        return new Launch.Wish(
                row.id().cluster(),
                look.group(),
                primary.id().value(),
                row.spec().launchType(),
                row.id(),
                primary.id(),
                Pins.add(request(definition), primary),
                NetworkConfiguration.of(region, row.spec().document()).orElse(null));
    }

    /// What its tasks are given of a service's document.
    private Doc.Struct request(TaskDefinition definition) {
        var document = row.spec().document();
        var request = Doc.EMPTY;
        for (var member : List.of("platformVersion", "enableExecuteCommand")) {
            if (document.get(member).isPresent()) {
                request = request.with(member, document.get(member).get());
            }
        }
        var targets = ServiceTargets.of(row.primary());
        if (!targets.isEmpty()) {
            request = request.with(
                    BalancedPort.MEMBER,
                    Doc.of(targets.stream().map(BalancedPort::document).toList()));
        }
        var propagated = switch (document.text("propagateTags").orElse("NONE")) {
            case "SERVICE" -> Tags.of(document);
            case "TASK_DEFINITION" -> Tags.of(definition.document());
            default -> Tags.of(Doc.EMPTY);
        };
        request = TaskTags.with(request, propagated);
        return document.bool("enableECSManagedTags").orElse(false)
                ? TaskTags.with(request, TaskTags.managed(row.id().cluster(), row.id()))
                : request;
    }

    /// Whether the next start has to wait. Decides the wait when there was another failure since the last one.
    private boolean throttled() {
        int failures = row.starts().failed();
        var until = row.starts().nextAttemptAt();
        if (failures > Throttle.FREE && row.starts().throttledAt() < failures) {
            until = look.now.plus(Throttle.delay(failures, look.policy, look.dice));
            var why = new Reason.TooManyFailures(failures, Throttle.FREE, List.of(look.lastChange()));
            look.add(new StartsThrottled(row.id(), failures, until), why);
        }
        if (until == null || !look.now.isBefore(until)) {
            return false;
        }
        look.revisit(until);
        return true;
    }

    /// Whether two lists of refusals say the same to a reader; counts of hosts may differ.
    private static boolean sameKinds(List<Refusal> a, List<Refusal> b) {
        return a.stream()
                .map(Refusal::reason)
                .toList()
                .equals(b.stream().map(Refusal::reason).toList());
    }
}
