package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a health check may be.
public final class HealthRules {
    private static final Pattern CODES = Pattern.compile("\\d{1,3}(-\\d{1,3})?(,\\d{1,3}(-\\d{1,3})?)*");
    private static final int HIGHEST_OVER_HTTP = 499;
    private static final int HIGHEST_OVER_TCP = 599;
    private static final int HIGHEST_GRPC = 99;

    private HealthRules() {}

    /// What is wrong with a health check of a group, if anything is.
    public static Optional<String> fault(TargetGroupSpec group, HealthCheckSpec check) {
        if (check.timeout().compareTo(check.interval()) > 0
                || (check.protocol().web() && check.timeout().equals(check.interval()))) {
            return Optional.of("Health check timeout '" + check.timeout().toSeconds()
                    + "' must be smaller than the interval '" + check.interval().toSeconds() + "'");
        }
        if (!check.port().equals(HealthCheckSpec.TRAFFIC_PORT) && !isPort(check.port())) {
            return Optional.of("Health check port '" + check.port() + "' must be 'traffic-port' or from 1 to 65535");
        }
        if (check.protocol() == BalancerProtocol.TCP) {
            return check.path().isEmpty() && check.codes().isEmpty()
                    ? Optional.empty()
                    : Optional.of("Health check path and matcher need the health check protocol HTTP or HTTPS");
        }
        if (!check.path().startsWith("/")) {
            return Optional.of("Health check path '" + check.path() + "' must begin with '/'");
        }
        return codes(group, check.codes());
    }

    private static Optional<String> codes(TargetGroupSpec group, String codes) {
        boolean grpc = group.version() == ProtocolVersion.GRPC;
        int least = grpc ? 0 : 200;
        int most = grpc ? HIGHEST_GRPC : group.protocol().web() ? HIGHEST_OVER_HTTP : HIGHEST_OVER_TCP;
        boolean right = CODES.matcher(codes).matches()
                && Pattern.compile("[,-]")
                        .splitAsStream(codes)
                        .mapToInt(Integer::parseInt)
                        .allMatch(code -> code >= least && code <= most);
        return right
                ? Optional.empty()
                : Optional.of("Health check matcher '" + codes + "' must be codes or ranges of codes from " + least
                        + " to " + most);
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }
}
