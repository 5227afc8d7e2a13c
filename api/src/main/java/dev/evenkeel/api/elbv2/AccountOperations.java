package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an account may have, and what TLS may be.
final class AccountOperations {
    private AccountOperations() {}

    record LimitsInput(@Nullable String Marker, @Nullable Integer PageSize) {}

    record Limit(String Name, String Max) {}

    record LimitsAnswer(List<Limit> Limits, Optional<String> NextMarker) {}

    record PoliciesInput(
            List<String> Names,
            @Nullable String Marker,
            @Nullable Integer PageSize,
            @Nullable String LoadBalancerType) {}

    record Policy(String Name, List<String> SslProtocols, List<String> SupportedLoadBalancerTypes) {}

    record PoliciesAnswer(List<Policy> SslPolicies, Optional<String> NextMarker) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeAccountLimits", LimitsInput.class, LimitsAnswer.class, AccountOperations::limits),
                new Query<>(
                        "DescribeSSLPolicies", PoliciesInput.class, PoliciesAnswer.class, AccountOperations::policies));
    }

    private static LimitsAnswer limits(Caller caller, State state, LimitsInput input) {
        var all = List.of(
                limit("application-load-balancers", BalancingLimits.APPLICATION_LOAD_BALANCERS),
                limit("network-load-balancers", BalancingLimits.NETWORK_LOAD_BALANCERS),
                limit("target-groups", BalancingLimits.TARGET_GROUPS),
                limit("listeners-per-application-load-balancer", BalancingLimits.LISTENERS),
                limit("listeners-per-network-load-balancer", BalancingLimits.LISTENERS),
                limit("rules-per-application-load-balancer", BalancingLimits.RULES),
                limit("targets-per-application-load-balancer", BalancingLimits.TARGETS),
                limit("target-groups-per-action-on-application-load-balancer", BalancingLimits.GROUPS_PER_ACTION),
                limit("condition-values-per-alb-rule", BalancingLimits.CONDITION_VALUES),
                limit("certificates-per-application-load-balancer", BalancingLimits.CERTIFICATES));
        var page = Named.page(all.stream(), input.Marker(), input.PageSize(), Limit::Name);
        return new LimitsAnswer(page.items(), page.nextToken());
    }

    private static Limit limit(String name, int most) {
        return new Limit(name, Integer.toString(most));
    }

    private static PoliciesAnswer policies(Caller caller, State state, PoliciesInput input) {
        for (var name : input.Names()) {
            if (!SslPolicies.has(name)) {
                throw ApiError.sender("SSLPolicyNotFoundException", "SSL policy '" + name + "' not found")
                        .asException();
            }
        }
        var names = "network".equals(input.LoadBalancerType()) ? List.<String>of() : SslPolicies.names();
        var page = Named.page(
                names.stream()
                        .filter(name -> input.Names().isEmpty() || input.Names().contains(name))
                        .map(name -> new Policy(name, SslPolicies.protocols(name), List.of("application"))),
                input.Marker(),
                input.PageSize(),
                Policy::Name);
        return new PoliciesAnswer(page.items(), page.nextToken());
    }
}
