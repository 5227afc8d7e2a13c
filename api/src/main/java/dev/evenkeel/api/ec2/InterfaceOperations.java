package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The interfaces of tasks that run.
final class InterfaceOperations {
    private InterfaceOperations() {}

    record DescribeInput(
            List<String> NetworkInterfaceIds,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<View> NetworkInterfaces, Optional<String> NextToken) {}

    /// An interface as EC2 describes it.
    record View(
            String NetworkInterfaceId,
            String SubnetId,
            String VpcId,
            String AvailabilityZone,
            String Description,
            String OwnerId,
            String RequesterId,
            boolean RequesterManaged,
            String Status,
            String MacAddress,
            String PrivateIpAddress,
            String PrivateDnsName,
            boolean SourceDestCheck,
            List<Group> Groups,
            AttachedTo Attachment,
            Optional<PublicAddress> Association,
            List<Address> PrivateIpAddresses,
            String InterfaceType,
            List<Tags.Tag> TagSet) {}

    record Group(String GroupId, String GroupName) {}

    record AttachedTo(
            String AttachmentId,
            Instant AttachTime,
            boolean DeleteOnTermination,
            int DeviceIndex,
            String InstanceOwnerId,
            String Status) {}

    record PublicAddress(String IpOwnerId, String PublicDnsName, String PublicIp) {}

    record Address(
            boolean Primary, String PrivateIpAddress, String PrivateDnsName, Optional<PublicAddress> Association) {}

    static List<Operation<?, ?>> all() {
        return List.of(new Query<>(
                "DescribeNetworkInterfaces", DescribeInput.class, DescribeAnswer.class, InterfaceOperations::describe));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var networks = state.networks().in(caller.region());
        var page = lookup(caller, networks)
                .find(
                        networks.interfaces()
                                .byId()
                                .values()
                                .filter(row -> row.held() && row.id().region().equals(caller.region())),
                        new Lookup.Asked(
                                input.NetworkInterfaceIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, networks, row)).toList(), page.nextToken());
    }

    private static Lookup<InterfaceRow> lookup(Caller caller, Networks networks) {
        return new Lookup<InterfaceRow>(
                        "networkInterface ID",
                        "InvalidNetworkInterfaceID.NotFound",
                        row -> row.id().value())
                .by("network-interface-id", row -> row.id().value())
                .by("subnet-id", row -> row.subnet().value())
                .by("vpc-id", row -> row.vpc().value())
                .by("availability-zone", row -> zone(networks, row))
                .by("private-ip-address", row -> row.address().toString())
                .by("addresses.private-ip-address", row -> row.address().toString())
                .by("private-dns-name", InterfaceRow::privateName)
                .by("mac-address", InterfaceRow::mac)
                .by("description", row -> description(caller, row))
                .by("interface-type", _ -> "interface")
                .by("owner-id", _ -> caller.account())
                .by("requester-managed", _ -> "true")
                .by("status", _ -> "in-use")
                .by("attachment.status", _ -> "attached")
                .by("attachment.attachment-id", InterfaceOperations::attachment)
                .byAny("attachment.instance-id", _ -> List.of())
                .byAny("association.public-ip", InterfaceOperations::published)
                .byAny(
                        "group-id",
                        row -> row.groups().stream().map(SecurityGroupId::value).toList())
                .byAny(
                        "group-name",
                        row -> groups(networks, row).stream()
                                .map(Group::GroupName)
                                .toList())
                .tagged(row -> networks.tagsOf(caller.region(), row.id().value()));
    }

    private static List<String> published(InterfaceRow row) {
        return row.published() == null ? List.of() : List.of(row.published().toString());
    }

    private static String zone(Networks networks, InterfaceRow row) {
        return networks.subnets().get(row.subnet()).map(SubnetRow::zone).orElse("");
    }

    private static String attachment(InterfaceRow row) {
        return Ids.derived("eni-attach", row.id().value());
    }

    private static String description(Caller caller, InterfaceRow row) {
        return "arn:aws:ecs:" + caller.region() + ":" + caller.account() + ":task/"
                + row.task().cluster().name() + "/" + row.task().value();
    }

    private static List<Group> groups(Networks networks, InterfaceRow row) {
        return row.groups().stream()
                .map(id -> new Group(
                        id.value(),
                        networks.groups().get(id).map(SecurityGroupRow::name).orElse("")))
                .toList();
    }

    private static View view(Caller caller, Networks networks, InterfaceRow row) {
        var association = Optional.ofNullable(row.published())
                .map(address -> new PublicAddress("amazon", "", address.toString()));
        var address = row.address().toString();
        return new View(
                row.id().value(),
                row.subnet().value(),
                row.vpc().value(),
                zone(networks, row),
                description(caller, row),
                caller.account(),
                "amazon-ecs",
                true,
                "in-use",
                row.mac(),
                address,
                row.privateName(),
                true,
                groups(networks, row),
                new AttachedTo(attachment(row), row.createdAt(), true, 1, caller.account(), "attached"),
                association,
                List.of(new Address(true, address, row.privateName(), association)),
                "interface",
                Tags.of(networks, caller.region(), row.id().value()));
    }
}
