package dev.evenkeel.store.model.balancing;

import dev.evenkeel.store.model.Doc;
import java.util.List;
import java.util.Optional;

/// A container port that gets the traffic of a target group: one entry of ECS's `loadBalancers`.
///
/// @param arn of the target group, as the caller gave it
public record BalancedPort(String arn, String container, int port) {
    /// The member of a service's document, and of a task's request, that holds them.
    public static final String MEMBER = "loadBalancers";

    /// Those of a document, in its order.
    public static List<BalancedPort> of(Doc.Struct document) {
        return document.structs(MEMBER).stream().map(BalancedPort::read).toList();
    }

    private static BalancedPort read(Doc.Struct entry) {
        return new BalancedPort(
                entry.text("targetGroupArn").orElse(""),
                entry.text("containerName").orElse(""),
                entry.whole("containerPort").map(Math::toIntExact).orElse(0));
    }

    /// The same port behind another target group.
    public BalancedPort in(String group) {
        return new BalancedPort(group, container, port);
    }

    /// The target group, whether it is there or not; empty where the ARN is none of a target group.
    public Optional<TargetGroupId> group() {
        return BalancingArns.targetGroup(arn);
    }

    /// As it is recorded with a task.
    public Doc.Struct document() {
        return Doc.EMPTY
                .with("targetGroupArn", Doc.of(arn))
                .with("containerName", Doc.of(container))
                .with("containerPort", Doc.of(port));
    }
}
