package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.model.VpcId;
import java.util.List;

/// A security group as it is now.
///
/// @param since the event that made it so
public record SecurityGroupRow(
        SecurityGroupId id, VpcId vpc, String name, String description, List<SecurityRule> rules, EventRef since) {
    /// The name of the group that every VPC has.
    public static final String DEFAULT = "default";

    /// Whether a rule of it names the other group.
    public boolean refersTo(SecurityGroupId other) {
        return rules.stream().anyMatch(rule -> other.equals(rule.group()));
    }

    SecurityGroupRow rules(List<SecurityRule> now, EventRef by) {
        return new SecurityGroupRow(id, vpc, name, description, List.copyOf(now), by);
    }
}
