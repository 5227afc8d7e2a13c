package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.VpcId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The interface of a task. It stays with the task for as long as that is remembered.
///
/// @param published its public address, if it has one
/// @param held false once its task has stopped: its addresses are free again
/// @param since the event that created it
public record InterfaceRow(
        InterfaceId id,
        TaskId task,
        VpcId vpc,
        SubnetId subnet,
        List<SecurityGroupId> groups,
        Ipv4 address,
        String mac,
        @Nullable Ipv4 published,
        Instant createdAt,
        boolean held,
        EventRef since) {
    /// Its name inside its VPC, as EC2 gives it.
    public String privateName() {
        var suffix = id.region().equals("us-east-1") ? "ec2.internal" : id.region() + ".compute.internal";
        return "ip-" + address.toString().replace('.', '-') + "." + suffix;
    }

    InterfaceRow released() {
        return new InterfaceRow(id, task, vpc, subnet, groups, address, mac, published, createdAt, false, since);
    }
}
