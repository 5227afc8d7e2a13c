package dev.evenkeel.reconcilers.balancing;

import static dev.evenkeel.reconcilers.balancing.Attribute.choice;
import static dev.evenkeel.reconcilers.balancing.Attribute.fixed;
import static dev.evenkeel.reconcilers.balancing.Attribute.flag;
import static dev.evenkeel.reconcilers.balancing.Attribute.number;

import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The attributes that one kind of resource has, with what they are while nobody has set them.
public record Attributes(List<Attribute> all) {
    public static final String DELETION_PROTECTION = "deletion_protection.enabled";
    public static final String IDLE_TIMEOUT = "idle_timeout.timeout_seconds";
    public static final String DROP_INVALID_HEADERS = "routing.http.drop_invalid_header_fields.enabled";
    public static final String FORWARDED_FOR = "routing.http.xff_header_processing.mode";
    public static final String CLIENT_PORT = "routing.http.xff_client_port.enabled";
    public static final String PRESERVE_HOST = "routing.http.preserve_host_header.enabled";
    public static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
    public static final String STICKY = "stickiness.enabled";
    public static final String COOKIE_DURATION = "stickiness.lb_cookie.duration_seconds";
    public static final String SLOW_START = "slow_start.duration_seconds";
    public static final String ALGORITHM = "load_balancing.algorithm.type";
    public static final String LEAST_OUTSTANDING = "least_outstanding_requests";

    private static final Attributes APPLICATION = new Attributes(List.of(
            flag(DELETION_PROTECTION, false),
            number(IDLE_TIMEOUT, 60, 1, 4000),
            flag(DROP_INVALID_HEADERS, false),
            choice(FORWARDED_FOR, "append", "append", "preserve", "remove"),
            flag(CLIENT_PORT, false),
            flag(PRESERVE_HOST, false),
            fixed("access_logs.s3.enabled", "false"),
            fixed("access_logs.s3.bucket", ""),
            fixed("access_logs.s3.prefix", ""),
            fixed("connection_logs.s3.enabled", "false"),
            fixed("connection_logs.s3.bucket", ""),
            fixed("connection_logs.s3.prefix", ""),
            fixed("client_keep_alive.seconds", "3600"),
            fixed("load_balancing.cross_zone.enabled", "true"),
            fixed("routing.http.desync_mitigation_mode", "defensive"),
            fixed("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false"),
            fixed("routing.http2.enabled", "true"),
            fixed("waf.fail_open.enabled", "false"),
            fixed("zonal_shift.config.enabled", "false")));

    private static final Attributes NETWORK = new Attributes(List.of(
            flag(DELETION_PROTECTION, false),
            fixed("access_logs.s3.enabled", "false"),
            fixed("access_logs.s3.bucket", ""),
            fixed("access_logs.s3.prefix", ""),
            fixed("dns_record.client_routing_policy", "any_availability_zone"),
            fixed("load_balancing.cross_zone.enabled", "false"),
            fixed("zonal_shift.config.enabled", "false")));

    private static final Attributes WEB_GROUP = new Attributes(List.of(
            number(DEREGISTRATION_DELAY, 300, 0, 3600),
            flag(STICKY, false),
            fixed("stickiness.type", "lb_cookie"),
            number(COOKIE_DURATION, 86_400, 1, 604_800),
            fixed("stickiness.app_cookie.cookie_name", ""),
            fixed("stickiness.app_cookie.duration_seconds", "86400"),
            new Attribute(SLOW_START, "0", Attributes::isSlowStart, "0 or from 30 to 900"),
            choice(ALGORITHM, "round_robin", "round_robin", LEAST_OUTSTANDING),
            fixed("load_balancing.algorithm.anomaly_mitigation", "off"),
            fixed("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
            fixed("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
            fixed("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
            fixed("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
            fixed("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off")));

    private static final Attributes TCP_GROUP = new Attributes(List.of(
            number(DEREGISTRATION_DELAY, 300, 0, 3600),
            fixed("deregistration_delay.connection_termination.enabled", "false"),
            flag(STICKY, false),
            fixed("stickiness.type", "source_ip"),
            fixed("preserve_client_ip.enabled", "false"),
            fixed("proxy_protocol_v2.enabled", "false"),
            fixed("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
            fixed("target_health_state.unhealthy.connection_termination.enabled", "false"),
            fixed("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
            fixed("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off")));

    private static final Attributes WEB_LISTENER =
            new Attributes(List.of(fixed("routing.http.response.server.enabled", "true")));

    private static final Attributes TCP_LISTENER = new Attributes(List.of(fixed("tcp.idle_timeout.seconds", "350")));

    /// Those of a load balancer.
    public static Attributes of(BalancerKind kind) {
        return switch (kind) {
            case APPLICATION -> APPLICATION;
            case NETWORK -> NETWORK;
        };
    }

    /// Those of a target group that speaks this.
    public static Attributes of(BalancerProtocol protocol) {
        return protocol.web() ? WEB_GROUP : TCP_GROUP;
    }

    /// Those of a load balancer's listeners.
    public static Attributes ofListeners(BalancerKind kind) {
        return switch (kind) {
            case APPLICATION -> WEB_LISTENER;
            case NETWORK -> TCP_LISTENER;
        };
    }

    /// What is wrong with values that are to be set, if anything is.
    ///
    /// @param what they belong to, for people
    public Optional<String> fault(Map<String, String> values, String what) {
        for (var value : values.entrySet()) {
            var attribute = named(value.getKey());
            if (attribute.isEmpty()) {
                return Optional.of(what + " attribute key '" + value.getKey() + "' is not recognized");
            }
            if (!attribute.get().allowed().test(value.getValue())) {
                return Optional.of(what + " attribute '" + value.getKey() + "' must be "
                        + attribute.get().values() + ", not '" + value.getValue() + "'");
            }
        }
        return Optional.empty();
    }

    /// The attribute of this name, if there is one.
    public Optional<Attribute> named(String name) {
        return all.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
    }

    /// Every attribute with its value, in the order in which AWS tells them.
    public Map<String, String> values(Map<String, String> set) {
        var values = new LinkedHashMap<String, String>();
        all.forEach(
                attribute -> values.put(attribute.name(), set.getOrDefault(attribute.name(), attribute.fallback())));
        return values;
    }

    /// What one of them is.
    public String value(Map<String, String> set, String name) {
        return set.getOrDefault(name, named(name).map(Attribute::fallback).orElse(""));
    }

    /// Whether one of them is on.
    public boolean on(Map<String, String> set, String name) {
        return value(set, name).equals("true");
    }

    /// One of them that counts seconds; zero where this kind of resource does not have it.
    public Duration seconds(Map<String, String> set, String name) {
        var value = value(set, name);
        return value.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(value));
    }

    private static boolean isSlowStart(String text) {
        return text.equals("0") || number("", 0, 30, 900).allowed().test(text);
    }
}
