package dev.evenkeel.api.ec2;

import dev.evenkeel.store.state.DefaultNetwork;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The availability zones of a region: names such as `us-east-1a`, and ids such as `use1-az1`.
final class Zones {
    private Zones() {}

    static List<String> of(String region) {
        return DefaultNetwork.ZONES.stream().map(letter -> region + letter).toList();
    }

    /// EC2 makes ids of the first letters of a region's words.
    static String id(String region, String zone) {
        var words = region.split("-", -1);
        var shortName = words.length == 3 ? words[0] + direction(words[1]) + words[2] : region;
        return shortName + "-az" + (of(region).indexOf(zone) + 1);
    }

    /// `e` of east, `ne` of northeast.
    private static String direction(String word) {
        return List.of("north", "south", "central", "east", "west").stream()
                .filter(word::contains)
                .map(part -> part.substring(0, 1))
                .collect(Collectors.joining());
    }

    /// The zone that a caller means; null where none is named.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if the region has no such zone
    static @Nullable String named(String region, @Nullable String name, @Nullable String id) {
        if (name == null && id == null) {
            return null;
        }
        return of(region).stream()
                .filter(zone -> (name == null || zone.equals(name))
                        && (id == null || id(region, zone).equals(id)))
                .findFirst()
                .orElseThrow(() -> Errors.invalid("Value (" + (name == null ? id : name)
                        + ") for parameter availabilityZone is invalid. Subnets can currently only be created in the"
                        + " following availability zones: " + String.join(", ", of(region)) + "."));
    }
}
