package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.VpcRow;
import java.util.List;
import java.util.stream.Stream;

/// Where there is EC2: regions, their zones, and what the account has there.
final class PlaceOperations {
    private static final String OPTED_IN = "opt-in-not-required";

    private PlaceOperations() {}

    record ZonesInput(
            List<String> ZoneNames, List<String> ZoneIds, List<Filter> Filters, boolean AllAvailabilityZones) {}

    record ZonesAnswer(List<Zone> AvailabilityZones) {}

    record Zone(
            String ZoneName,
            String ZoneId,
            String RegionName,
            String State,
            String OptInStatus,
            String GroupName,
            String NetworkBorderGroup,
            String ZoneType) {}

    record RegionsInput(List<String> RegionNames, List<Filter> Filters, boolean AllRegions) {}

    record RegionsAnswer(List<Region> Regions) {}

    record Region(String RegionName, String Endpoint, String OptInStatus) {}

    record AttributesInput(List<String> AttributeNames) {}

    record AttributesAnswer(List<Attribute> AccountAttributes) {}

    record Attribute(String AttributeName, List<Value> AttributeValues) {}

    record Value(String AttributeValue) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeAvailabilityZones", ZonesInput.class, ZonesAnswer.class, PlaceOperations::zones),
                new Query<>("DescribeRegions", RegionsInput.class, RegionsAnswer.class, PlaceOperations::regions),
                new Query<>(
                        "DescribeAccountAttributes",
                        AttributesInput.class,
                        AttributesAnswer.class,
                        PlaceOperations::attributes));
    }

    private static ZonesAnswer zones(Caller caller, State state, ZonesInput input) {
        var region = caller.region();
        var lookup = new Lookup<Zone>("availability zone", "InvalidParameterValue", Zone::ZoneName)
                .by("zone-name", Zone::ZoneName)
                .by("zone-id", Zone::ZoneId)
                .by("zone-type", Zone::ZoneType)
                .by("region-name", Zone::RegionName)
                .by("state", Zone::State)
                .by("group-name", Zone::GroupName)
                .by("opt-in-status", Zone::OptInStatus);
        var page = lookup.find(
                Zones.of(region).stream().map(name -> zone(region, name)),
                Lookup.Asked.of(input.ZoneNames(), input.Filters()));
        return new ZonesAnswer(page.items().stream()
                .filter(zone -> input.ZoneIds().isEmpty() || input.ZoneIds().contains(zone.ZoneId()))
                .toList());
    }

    private static Zone zone(String region, String name) {
        return new Zone(
                name, Zones.id(region, name), region, "available", OPTED_IN, region, region, "availability-zone");
    }

    /// Every region is here; the one that was called, and those where something is, are worth telling.
    private static RegionsAnswer regions(Caller caller, State state, RegionsInput input) {
        var names = Stream.concat(
                        Stream.concat(Stream.of(caller.region()), input.RegionNames().stream()),
                        state.networks().vpcs().values().map(row -> row.id().region()))
                .distinct()
                .sorted();
        var page = new Lookup<Region>("region", "InvalidParameterValue", Region::RegionName)
                .by("region-name", Region::RegionName)
                .by("endpoint", Region::Endpoint)
                .by("opt-in-status", Region::OptInStatus)
                .find(
                        names.map(name -> new Region(name, "ec2." + name + ".amazonaws.com", OPTED_IN)),
                        Lookup.Asked.of(input.RegionNames(), input.Filters()));
        return new RegionsAnswer(page.items());
    }

    private static AttributesAnswer attributes(Caller caller, State state, AttributesInput input) {
        var vpc = state.networks()
                .in(caller.region())
                .defaultVpc(caller.region())
                .map(VpcRow::id)
                .map(id -> id.value())
                .orElse("none");
        return new AttributesAnswer(Stream.of(
                        new Attribute("supported-platforms", List.of(new Value("VPC"))),
                        new Attribute("default-vpc", List.of(new Value(vpc))),
                        new Attribute("vpc-max-security-groups-per-interface", List.of(new Value("5"))))
                .filter(attribute -> input.AttributeNames().isEmpty()
                        || input.AttributeNames().contains(attribute.AttributeName()))
                .toList());
    }
}
