package dev.evenkeel.api.ecs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item of the `loadBalancers` of CreateService and UpdateService.
record BalancerInput(
        @Nullable String targetGroupArn,
        @Nullable String loadBalancerName,
        @Nullable String containerName,
        @Nullable Integer containerPort,
        @Nullable Advanced advancedConfiguration) {
    private static final int HIGHEST_PORT = 65_535;

    /// The other target group of a service whose deployments shift traffic, and the rules that are rewritten for it.
    ///
    /// @param roleArn kept and given back; nobody needs a role to do it
    record Advanced(
            @Nullable String alternateTargetGroupArn,
            @Nullable String productionListenerRule,
            @Nullable String testListenerRule,
            @Nullable String roleArn) {}

    /// Whether they make sense by themselves; whether what they name is there is another question.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if they do not
    static void check(List<BalancerInput> items) {
        items.forEach(BalancerInput::check);
    }

    private void check() {
        if (loadBalancerName != null) {
            throw Errors.invalid(
                    targetGroupArn == null
                            ? "loadBalancerName " + loadBalancerName
                                    + " is not supported: it names a Classic Load Balancer. Use targetGroupArn."
                            : "loadBalancerName and targetGroupArn cannot both be specified.");
        }
        if (targetGroupArn == null || targetGroupArn.isBlank()) {
            throw Errors.invalid("Target Group ARN can not be blank.");
        }
        if (containerName == null || containerName.isBlank()) {
            throw Errors.invalid("Container Name can not be blank.");
        }
        if (containerPort == null || containerPort < 1 || containerPort > HIGHEST_PORT) {
            throw Errors.invalid("Container Port must be between 1 and " + HIGHEST_PORT + ", but was " + containerPort);
        }
    }
}
