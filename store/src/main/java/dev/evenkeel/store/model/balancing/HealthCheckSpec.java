package dev.evenkeel.store.model.balancing;

import java.time.Duration;

/// How targets of a group are asked whether they are well.
///
/// @param port a port number, or `traffic-port` for the one that gets requests
/// @param path of HTTP checks; empty for TCP
/// @param healthyThreshold successes in a row that make a target healthy
/// @param unhealthyThreshold failures in a row that make it unhealthy
/// @param codes what is a success: HTTP codes or gRPC codes, such as `200,202` and `200-299`; empty for TCP
public record HealthCheckSpec(
        BalancerProtocol protocol,
        String port,
        String path,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold,
        String codes) {
    /// The word for the port that gets requests.
    public static final String TRAFFIC_PORT = "traffic-port";
}
