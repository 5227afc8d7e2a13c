package dev.evenkeel.reconcilers.placement;

import static dev.evenkeel.reconcilers.Given.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Three hosts: two in zone a, one of them small, and one in zone b, of another architecture.
class StrategyTest {
    private final Given given = new Given();
    private final Dice dice = new Dice(11);

    StrategyTest() {
        host("big-a", 8192, 8192, "us-east-1a", Map.of("disk", "ssd", "ecs.cpu-architecture", "x86_64"));
        host("small-a", 1024, 1024, "us-east-1a", Map.of("ecs.cpu-architecture", "x86_64"));
        host("big-b", 8192, 8192, "us-east-1b", Map.of("disk", "ssd", "ecs.cpu-architecture", "arm64"));
        given.definition("web", 1, 100).service("web", 0, 100, 200).service("other", 0, 100, 200);
    }

    private void host(String id, int cpu, int memory, String zone, Map<String, String> more) {
        var attributes = new TreeMap<>(more);
        attributes.put(HostSpec.AVAILABILITY_ZONE, zone);
        var spec = new HostSpec(cpu, memory, 32768, 33767, "127.0.0.1", "28.0", "1.0", attributes);
        given.event(new HostRegistered(new HostId(id), spec));
    }

    @Test
    void tasksOfAServiceAreSpreadOverZonesAndThenOverHosts() {
        assertEquals(Map.of("big-a", 1, "small-a", 1, "big-b", 2), launch("service:web", Doc.EMPTY, 4));
    }

    @Test
    void withoutStrategyOtherTasksGoWhereFewestAre() {
        assertEquals(Map.of("big-a", 2, "small-a", 2, "big-b", 2), launch("family:web", Doc.EMPTY, 6));
    }

    @Test
    void spreadOverHostsCountsOwnTasksOnly() {
        launch("family:other", memberOf("attribute:ecs.availability-zone == us-east-1b"), 5);

        assertEquals(
                Map.of("big-a", 1, "small-a", 1, "big-b", 1),
                launch("service:web", strategy("spread", "instanceId"), 3));
    }

    @Test
    void spreadOverAnAttributeLeavesOutHostsWithoutIt() {
        assertEquals(Map.of("big-a", 2, "big-b", 2), launch("service:web", strategy("spread", "attribute:disk"), 4));
    }

    @Test
    void spreadOverAnAttributeThatNoHostHasTakesAnyHost() {
        assertEquals(
                3,
                launch("service:web", strategy("spread", "attribute:none"), 3).size());
    }

    @Test
    void binpackFillsTheSmallestHostThatStillFits() {
        assertEquals(Map.of("small-a", 10), launch("family:web", strategy("binpack", "memory"), 10));
        assertEquals(1, launch("family:web", strategy("binpack", "MEMORY"), 10).size(), "then one of the others");
    }

    @Test
    void strategiesDecideOneAfterAnother() {
        var input = struct(
                "placementStrategy",
                Doc.of(List.of(item("spread", "attribute:ecs.availability-zone"), item("binpack", "memory"))));

        assertEquals(Map.of("small-a", 3, "big-b", 3), launch("service:web", input, 6));
    }

    @Test
    void randomUsesAllHosts() {
        assertEquals(3, launch("family:web", strategy("random", ""), 9).size());
    }

    @Test
    void distinctInstanceAllowsOneTaskOfAGroupOnAHost() {
        var distinct = constraint("distinctInstance", "");

        assertEquals(Map.of("big-a", 1, "small-a", 1, "big-b", 1), launch("service:web", distinct, 5));
        assertEquals(3, launch("service:other", distinct, 5).size(), "another group");
        var result = place("service:web", distinct, 1);
        assertEquals(List.of(new Refusal("DistinctInstance placement constraint unsatisfied.", 3)), result.refusals());
    }

    @Test
    void aTaskThatIsStoppingIsStillInTheWayOfADistinctOne() {
        var distinct = constraint("distinctInstance", "");
        launch("service:web", distinct, 3);
        var first = given.wanted().findFirst().orElseThrow();
        given.event(new TaskStopRequested(first.id(), StopCode.USER_INITIATED, "enough"));

        assertEquals(List.of(), place("service:web", distinct, 1).spots());
    }

    @Test
    void memberOfBinds() {
        var input = memberOf("attribute:disk exists and attribute:ecs.availability-zone != us-east-1a");

        assertEquals(Map.of("big-b", 3), launch("family:web", input, 3));
    }

    @Test
    void theDefinitionsConstraintsBindToo() {
        definition(struct(
                "placementConstraints",
                Doc.of(List.of(struct("type", Doc.of("memberOf"), "expression", Doc.of("attribute:disk !exists"))))));

        assertEquals(Map.of("small-a", 2), launch("family:web", Doc.EMPTY, 2));
        var result = place("family:web", memberOf("attribute:disk exists"), 1);
        assertEquals(List.of(new Refusal("MemberOf placement constraint unsatisfied.", 3)), result.refusals());
    }

    @Test
    void antiAffinityHoldsWithinOnePlacement() {
        var input = memberOf("not(task:group == family:web)");

        assertEquals(Map.of("big-a", 1, "small-a", 1, "big-b", 1), launch("family:web", input, 5));
    }

    @Test
    void aPlatformIsAnAttributeThatTheHostMustHave() {
        definition(struct("runtimePlatform", struct("cpuArchitecture", Doc.of("ARM64"))));
        assertEquals(Map.of("big-b", 2), launch("family:web", Doc.EMPTY, 2));

        definition(struct("runtimePlatform", struct("operatingSystemFamily", Doc.of("WINDOWS_SERVER_2022_CORE"))));
        assertEquals(
                List.of(new Refusal("ATTRIBUTE", 3)),
                place("family:web", Doc.EMPTY, 1).refusals());
    }

    @Test
    void whoGoesFirstLeavesTheZonesEven() {
        launch("service:web", strategy("spread", "instanceId"), 6);
        given.allRunning();

        assertEquals(Map.of("big-a", 1, "small-a", 1, "big-b", 2), left("service:web", Doc.EMPTY, 2));
    }

    @Test
    void whatIsPackedGoesFromTheEmptiestHost() {
        launch("service:web", strategy("spread", "instanceId"), 6);
        given.allRunning();

        var left = left("service:web", strategy("binpack", "memory"), 2);

        assertEquals(2, left.get("small-a"));
        assertEquals(2, left.size(), "one of the big hosts is empty");
    }

    @Test
    void whatDoesNotRunGoesFirstAndOfEqualsTheYoungest() {
        launch("service:web", Doc.EMPTY, 1);
        given.allRunning();
        var old = given.wanted().findFirst().orElseThrow();
        given.later(Duration.ofMinutes(1));
        launch("service:web", memberOf("ec2InstanceId == " + old.host()), 2);
        var pending = given.wanted()
                .filter(t -> t.phase() != Phase.RUNNING)
                .findFirst()
                .orElseThrow();
        given.wanted()
                .filter(t -> t.phase() != Phase.RUNNING && !t.id().equals(pending.id()))
                .forEach(t -> given.observed(t, Phase.RUNNING));

        var order = choose("service:web", Doc.EMPTY, 3);

        assertEquals(pending.id(), order.getFirst().id());
        assertEquals(old.id(), order.getLast().id());
    }

    private Map<String, Integer> left(String group, Doc.Struct input, int count) {
        var gone = choose(group, input, count).stream().map(TaskRow::id).toList();
        var left = new TreeMap<String, Integer>();
        given.wanted()
                .filter(task -> !gone.contains(task.id()))
                .forEach(task -> left.merge(String.valueOf(task.host()), 1, Integer::sum));
        return left;
    }

    private List<TaskRow> choose(String group, Doc.Struct input, int count) {
        var tasks = given.wanted().filter(task -> task.group().equals(group)).toList();
        return Surplus.choose(given.state(), request(group, input, 0), tasks, count, dice);
    }

    private Map<String, Integer> launch(String group, Doc.Struct input, int count) {
        var result = place(group, input, count);
        var service = group.startsWith("service:") ? Given.service(group.substring("service:".length())) : null;
        var deployment = service == null ? null : new DeploymentId("ecs-svc/1");
        var wish = new Launch.Wish(Given.DEV, group, "test", LaunchType.EC2, service, deployment, Doc.EMPTY, null);
        var launch = new Launch(given.state(), web(), wish, new Reason.Requested(), dice);
        var counts = new TreeMap<String, Integer>();
        for (var spot : result.spots()) {
            launch.on(spot);
            counts.merge(spot.host().value(), 1, Integer::sum);
        }
        given.entries(launch.entries());
        return counts;
    }

    private Placement.Result place(String group, Doc.Struct input, int count) {
        return Placement.place(given.state(), request(group, input, count), dice);
    }

    private Request request(String group, Doc.Struct input, int count) {
        return Request.of(Given.DEV, group, web(), input, count);
    }

    private TaskDefinition web() {
        var id = new TaskDefinitionId("us-east-1", "web", 1);
        return given.state().definitions().get(id).orElseThrow().definition();
    }

    private void definition(Doc.Struct more) {
        var document = web().document();
        for (var member : more.members().entrySet()) {
            document = document.with(member.getKey(), member.getValue());
        }
        given.event(new TaskDefinitionRegistered(web().id(), document, "root"));
    }

    private static Doc.Struct strategy(String type, String field) {
        return struct("placementStrategy", Doc.of(List.of(item(type, field))));
    }

    private static Doc.Struct item(String type, String field) {
        return struct("type", Doc.of(type), "field", Doc.of(field));
    }

    private static Doc.Struct memberOf(String expression) {
        return constraint("memberOf", expression);
    }

    private static Doc.Struct constraint(String type, String expression) {
        return struct(
                "placementConstraints",
                Doc.of(List.of(struct("type", Doc.of(type), "expression", Doc.of(expression)))));
    }
}
