package dev.evenkeel.store.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.NetworkEvent.InterfaceCreated;
import dev.evenkeel.store.event.NetworkEvent.ResourceTagged;
import dev.evenkeel.store.event.NetworkEvent.ResourceUntagged;
import dev.evenkeel.store.event.NetworkEvent.RulesAuthorized;
import dev.evenkeel.store.event.NetworkEvent.RulesRevoked;
import dev.evenkeel.store.event.NetworkEvent.VpcDeleted;
import dev.evenkeel.store.log.Story;
import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.snapshot.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static final String REGION = "us-east-1";

    private final Story story = Story.service(1);

    private Networks networks() {
        return story.state().networks();
    }

    private SubnetRow subnet() {
        return networks().in(REGION).subnets(REGION).findFirst().orElseThrow();
    }

    private void open() {
        story.call(
                "ec2:CreateVpc", DefaultNetwork.missing(story.state(), REGION).toArray(Event[]::new));
    }

    private TaskId attached(String name, int index) {
        var task = story.starts(name, story.last(0));
        var subnet = subnet();
        story.call(
                "ecs:RunTask",
                new InterfaceCreated(
                        new InterfaceId(REGION, "eni-" + name),
                        task,
                        subnet.vpc(),
                        subnet.id(),
                        List.of(networks().defaultGroup(subnet.vpc()).id()),
                        subnet.host(index).toString(),
                        "02:00:00:00:00:0" + index,
                        "127.80.0." + index));
        return task;
    }

    @Test
    void everyRegionHasADefaultNetworkBeforeAnythingIsWritten() {
        var seen = networks().in("eu-west-1");

        assertTrue(networks().vpcs().isEmpty());
        assertEquals(
                "172.31.0.0/16",
                seen.defaultVpc("eu-west-1").orElseThrow().cidr().toString());
        assertEquals(
                List.of("172.31.0.0/20 eu-west-1a", "172.31.16.0/20 eu-west-1b"),
                seen.subnets("eu-west-1")
                        .map(row -> row.cidr() + " " + row.zone())
                        .sorted()
                        .toList());
        assertEquals(1, seen.groups("eu-west-1").count());
    }

    @Test
    void whatBecomesRowsIsWhatWasThereBefore() {
        var before = networks().in(REGION);
        open();

        assertEquals(
                before.vpcs(REGION).map(VpcRow::id).toList(),
                networks().vpcs(REGION).map(VpcRow::id).toList());
        assertEquals(
                before.subnets(REGION).map(SubnetRow::id).toList(),
                networks().subnets(REGION).map(SubnetRow::id).toList());
        assertEquals(List.of(), DefaultNetwork.missing(story.state(), REGION));
    }

    @Test
    void aDefaultVpcThatWasDeletedStaysAway() {
        open();
        var vpc = networks().defaultVpc(REGION).orElseThrow().id();
        story.call("ec2:DeleteVpc", new VpcDeleted(vpc));

        assertTrue(networks().in(REGION).defaultVpc(REGION).isEmpty());
    }

    @Test
    void anAddressIsHeldUntilItsTaskHasStopped() {
        open();
        var task = attached("a", 7);
        var row = networks().interfaces().of(task).orElseThrow();
        assertEquals(subnet().cidr().address(11), row.address());
        assertEquals(1, networks().interfaces().held(row.subnet()).size());
        assertEquals(1, networks().interfaces().published().size());
        assertEquals(1, networks().interfaces().in(row.groups().getFirst()).count());

        story.fails(task, 1);

        var after = networks().interfaces();
        assertTrue(after.held(row.subnet()).isEmpty() && after.published().isEmpty());
        assertEquals(0, after.in(row.groups().getFirst()).count());
        assertFalse(after.of(task).orElseThrow().held());
    }

    @Test
    void rowsCarryAllOfIt() {
        open();
        var task = attached("a", 7);
        attached("b", 8);
        story.fails(task, 1);
        var vpc = networks().defaultVpc(REGION).orElseThrow().id();
        var group = networks().defaultGroup(vpc);
        var rule = new SecurityRule("sgr-1", false, "tcp", 80, 80, "0.0.0.0/0", null, "web");
        story.call(
                "ec2:AuthorizeSecurityGroupIngress",
                new RulesAuthorized(group.id(), List.of(rule)),
                new RulesRevoked(group.id(), List.of(group.rules().getFirst().id())),
                new ResourceTagged(REGION, vpc.value(), Map.of("Name", "mine", "Other", "x")),
                new ResourceUntagged(REGION, vpc.value(), List.of("Other")));

        assertEquals(Map.of("Name", "mine"), networks().tagsOf(REGION, vpc.value()));
        assertEquals(rule, networks().defaultGroup(vpc).rules().getLast());
        assertEquals(story.state(), Rows.copy(story.state()));
    }
}
