package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import java.util.List;
import java.util.Optional;

/// A target group as it is told.
record TargetGroupView(
        String TargetGroupArn,
        String TargetGroupName,
        String Protocol,
        int Port,
        String VpcId,
        String HealthCheckProtocol,
        String HealthCheckPort,
        boolean HealthCheckEnabled,
        int HealthCheckIntervalSeconds,
        int HealthCheckTimeoutSeconds,
        int HealthyThresholdCount,
        int UnhealthyThresholdCount,
        Optional<String> HealthCheckPath,
        Optional<Codes> Matcher,
        List<String> LoadBalancerArns,
        String TargetType,
        Optional<String> ProtocolVersion,
        String IpAddressType) {
    record Codes(Optional<String> HttpCode, Optional<String> GrpcCode) {}

    static TargetGroupView of(Caller caller, State state, TargetGroupRow row) {
        var spec = row.spec();
        var check = spec.health();
        return new TargetGroupView(
                BalancingArns.of(caller.account(), row.id()),
                row.id().name(),
                spec.protocol().name(),
                spec.port(),
                spec.vpc(),
                check.protocol().name(),
                check.port(),
                true,
                (int) check.interval().toSeconds(),
                (int) check.timeout().toSeconds(),
                check.healthyThreshold(),
                check.unhealthyThreshold(),
                check.path().isEmpty() ? Optional.empty() : Optional.of(check.path()),
                codes(spec.version(), check.codes()),
                state.balancers()
                        .balancersOf(row.id())
                        .map(id -> BalancingArns.of(caller.account(), id))
                        .toList(),
                spec.type().word(),
                spec.protocol().web() ? Optional.of(spec.version().name()) : Optional.empty(),
                "ipv4");
    }

    private static Optional<Codes> codes(ProtocolVersion version, String codes) {
        if (codes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                version == dev.evenkeel.store.model.balancing.ProtocolVersion.GRPC
                        ? new Codes(Optional.empty(), Optional.of(codes))
                        : new Codes(Optional.of(codes), Optional.empty()));
    }
}
