package dev.evenkeel.api.elbv2;

import dev.evenkeel.reconcilers.command.HealthRules;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What CreateTargetGroup is told.
record TargetGroupInput(
        String Name,
        @Nullable String Protocol,
        @Nullable String ProtocolVersion,
        @Nullable Integer Port,
        @Nullable String VpcId,
        @Nullable String HealthCheckProtocol,
        @Nullable String HealthCheckPort,
        @Nullable Boolean HealthCheckEnabled,
        @Nullable String HealthCheckPath,
        @Nullable Integer HealthCheckIntervalSeconds,
        @Nullable Integer HealthCheckTimeoutSeconds,
        @Nullable Integer HealthyThresholdCount,
        @Nullable Integer UnhealthyThresholdCount,
        TargetGroupInput.@Nullable Codes Matcher,
        @Nullable String TargetType,
        List<Tag> Tags,
        @Nullable String IpAddressType) {
    private static final int INTERVAL = 30;
    private static final int HEALTHY = 5;
    private static final int UNHEALTHY = 2;
    private static final String GRPC_PATH = "/AWS.ALB/healthcheck";
    private static final String GRPC_CODES = "12";

    /// Which codes are a success.
    record Codes(@Nullable String HttpCode, @Nullable String GrpcCode) {
        @Nullable
        String codes() {
            if (HttpCode != null && GrpcCode != null) {
                throw Errors.invalid("HttpCode and GrpcCode cannot be specified at the same time");
            }
            return HttpCode == null ? GrpcCode : HttpCode;
        }
    }

    /// @throws dev.evenkeel.api.protocol.ApiException if it makes no sense
    TargetGroupSpec spec() {
        if (Boolean.FALSE.equals(HealthCheckEnabled)) {
            throw Errors.configuration("Health checks cannot be disabled for target groups of instances or addresses");
        }
        if (IpAddressType != null && !IpAddressType.equals("ipv4")) {
            throw Errors.invalid("IpAddressType '" + IpAddressType + "' is not supported yet.");
        }
        if (Protocol == null) {
            throw Errors.invalid("A protocol must be specified");
        }
        if (Port == null) {
            throw Errors.invalid("A port must be specified");
        }
        if (VpcId == null) {
            throw Errors.invalid("A VPC ID must be specified");
        }
        if (!VpcId.matches("vpc-[0-9a-f]{8,17}")) {
            throw Errors.invalid("The VPC ID '" + VpcId + "' is not valid");
        }
        var protocol = protocol(Protocol, "Protocol");
        var version = version(protocol);
        var spec = new TargetGroupSpec(
                protocol, version, Port, type(), VpcId, check(protocol, version), Map.of(), Tag.map(Tags));
        HealthRules.fault(spec, spec.health()).ifPresent(fault -> {
            throw Errors.configuration(fault);
        });
        return spec;
    }

    private static BalancerProtocol protocol(String word, String member) {
        return switch (word) {
            case "HTTP" -> BalancerProtocol.HTTP;
            case "HTTPS" -> BalancerProtocol.HTTPS;
            case "TCP" -> BalancerProtocol.TCP;
            default -> throw Errors.invalid(member + " '" + word + "' is not supported yet.");
        };
    }

    private ProtocolVersion version(BalancerProtocol group) {
        if (ProtocolVersion == null) {
            return dev.evenkeel.store.model.balancing.ProtocolVersion.HTTP1;
        }
        if (!group.web()) {
            throw Errors.configuration("ProtocolVersion cannot be specified for target groups of protocol " + group);
        }
        try {
            return dev.evenkeel.store.model.balancing.ProtocolVersion.valueOf(ProtocolVersion);
        } catch (IllegalArgumentException unknown) {
            throw Errors.invalid("ProtocolVersion '" + ProtocolVersion + "' must be one of HTTP1, HTTP2, GRPC");
        }
    }

    private TargetType type() {
        return switch (TargetType) {
            case null -> dev.evenkeel.store.model.balancing.TargetType.INSTANCE;
            case "instance" -> dev.evenkeel.store.model.balancing.TargetType.INSTANCE;
            case "ip" -> dev.evenkeel.store.model.balancing.TargetType.IP;
            default -> throw Errors.invalid("TargetType '" + TargetType + "' is not supported yet.");
        };
    }

    private HealthCheckSpec check(BalancerProtocol group, ProtocolVersion version) {
        var asks = HealthCheckProtocol == null
                ? group.web() ? BalancerProtocol.HTTP : BalancerProtocol.TCP
                : protocol(HealthCheckProtocol, "HealthCheckProtocol");
        if (group.web() && !asks.web()) {
            throw Errors.configuration(
                    "Health check protocol 'TCP' is not supported for target groups of protocol " + group);
        }
        boolean grpc = version == dev.evenkeel.store.model.balancing.ProtocolVersion.GRPC;
        var path = asks.web() ? grpc ? GRPC_PATH : "/" : "";
        var codes = asks.web() ? grpc ? GRPC_CODES : group.web() ? "200" : "200-399" : "";
        return new HealthCheckSpec(
                asks,
                Objects.requireNonNullElse(HealthCheckPort, HealthCheckSpec.TRAFFIC_PORT),
                Objects.requireNonNullElse(HealthCheckPath, path),
                seconds(HealthCheckIntervalSeconds, INTERVAL),
                seconds(HealthCheckTimeoutSeconds, timeout(group, asks)),
                Objects.requireNonNullElse(HealthyThresholdCount, HEALTHY),
                Objects.requireNonNullElse(UnhealthyThresholdCount, UNHEALTHY),
                matched(codes));
    }

    private String matched(String fallback) {
        var codes = Matcher == null ? null : Matcher.codes();
        return codes == null ? fallback : codes;
    }

    private static Duration seconds(@Nullable Integer given, int fallback) {
        return Duration.ofSeconds(given == null ? fallback : given);
    }

    private static int timeout(BalancerProtocol group, BalancerProtocol asks) {
        return group.web() ? 5 : asks.web() ? 6 : 10;
    }
}
