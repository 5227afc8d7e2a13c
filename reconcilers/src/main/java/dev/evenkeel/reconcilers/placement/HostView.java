package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.placement.query.Instance;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.state.HostLoad;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A host as one placement sees it, with what that placement has already given away. Lives for one decision.
final class HostView implements Instance {
    private final HostFacts facts;
    private final HostRow row;
    private final HostLoad load;
    private final String group;
    private final TreeSet<Integer> given = new TreeSet<>();
    private int cpu;
    private int memory;
    private int tasks;
    private int peers;
    private int alivePeers;
    private int taken;

    /// @param group of the tasks that are placed
    HostView(HostFacts facts, String group) {
        this.facts = facts;
        this.row = facts.row();
        this.load = facts.state().tasks().load(row.id());
        this.group = group;
        this.cpu = load.cpu();
        this.memory = load.memory();
        this.tasks =
                facts.state().tasks().byHost().get(row.id()).map(t -> t.size()).orElse(0);
    }

    /// With what there is of the group already.
    HostView with(Census census) {
        peers = census.wanted().getOrDefault(row.id(), 0);
        alivePeers = census.alive().getOrDefault(row.id(), 0);
        return this;
    }

    /// Whether it takes new tasks at all.
    boolean active() {
        return !row.draining();
    }

    HostId id() {
        return row.id();
    }

    boolean hasDisk() {
        return !row.conditions().containsKey(HostRow.DISK_PRESSURE);
    }

    int freeCpu() {
        return row.spec().cpu() - cpu;
    }

    int freeMemory() {
        return row.spec().memory() - memory;
    }

    /// Tasks of any group.
    int tasks() {
        return tasks;
    }

    /// Tasks of the group that shall run here.
    int peers() {
        return peers;
    }

    /// Whether a task of the group holds resources here.
    boolean hasPeer() {
        return alivePeers > 0;
    }

    boolean hasAll(SortedMap<String, String> attributes) {
        return attributes.entrySet().stream()
                .allMatch(entry -> attribute(entry.getKey())
                        .filter(entry.getValue()::equalsIgnoreCase)
                        .isPresent());
    }

    @Override
    public boolean agentConnected() {
        return facts.agentConnected();
    }

    @Override
    public String agentVersion() {
        return facts.agentVersion();
    }

    @Override
    public Optional<String> attribute(String name) {
        return facts.attribute(name);
    }

    @Override
    public String ec2InstanceId() {
        return facts.ec2InstanceId();
    }

    @Override
    public Instant registeredAt() {
        return facts.registeredAt();
    }

    @Override
    public int runningTasksCount() {
        return facts.runningTasksCount();
    }

    @Override
    public SortedSet<String> taskGroups() {
        var groups = facts.taskGroups();
        if (taken > 0) {
            groups.add(group);
        }
        return groups;
    }

    boolean hasPorts(Request request) {
        var needs = request.ports();
        int range = row.spec().lastPort() - row.spec().firstPort() + 1;
        boolean plenty = needs.size() <= range - load.ports().size() - given.size();
        boolean single = needs.stream().allMatch(need -> need.hostPort() == 0 && need.count() == 1);
        return (plenty && single) || ports().find(needs, 0).isPresent();
    }

    /// Takes the resources of one task and returns its ports. The search for them begins anywhere, so that ports that
    /// were just given back are not taken again at once.
    List<HostPort> take(Request request, Dice dice) {
        cpu += request.cpu();
        memory += request.memory();
        tasks++;
        peers++;
        alivePeers++;
        taken++;
        var needs = request.ports();
        int range = row.spec().lastPort() - row.spec().firstPort() + 1;
        int start = needs.stream().anyMatch(need -> need.hostPort() == 0) ? dice.below(range) : 0;
        var found = ports().find(needs, start)
                .or(() -> ports().find(needs, 0))
                .orElseThrow(() -> new IllegalStateException("host " + row.id() + " has no free ports"));
        found.forEach(port -> given.add(HostLoad.portKey(port.hostPort(), port.protocol())));
        return found;
    }

    /// Has the resources of a task of the group again, which goes.
    void release(TaskRow task) {
        cpu -= task.cpu();
        memory -= task.memory();
        tasks--;
        peers--;
    }

    private Ports ports() {
        return new Ports(
                row.spec().firstPort(),
                row.spec().lastPort(),
                key -> given.contains(key) || load.ports().get(key).isPresent());
    }
}
