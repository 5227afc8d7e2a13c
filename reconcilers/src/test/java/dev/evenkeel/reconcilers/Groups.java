package dev.evenkeel.reconcilers;

import dev.evenkeel.reconcilers.balancing.Attributes;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetType;
import java.time.Duration;
import java.util.Map;

/// Target groups as tests have them.
public final class Groups {
    private static final HealthCheckSpec CHECK = new HealthCheckSpec(
            BalancerProtocol.HTTP,
            HealthCheckSpec.TRAFFIC_PORT,
            "/",
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            5,
            2,
            "200");

    private Groups() {}

    /// A group over HTTP whose targets drain for 30 seconds.
    public static TargetGroupSpec draining(TargetType type, String vpc) {
        return new TargetGroupSpec(
                BalancerProtocol.HTTP,
                ProtocolVersion.HTTP1,
                80,
                type,
                vpc,
                CHECK,
                Map.of(Attributes.DEREGISTRATION_DELAY, "30"),
                Map.of());
    }
}
