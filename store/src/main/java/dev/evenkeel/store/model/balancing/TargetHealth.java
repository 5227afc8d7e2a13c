package dev.evenkeel.store.model.balancing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a target gets traffic, and why not.
///
/// @param reason null where the target is healthy
/// @param description for people; empty where the target is healthy
public record TargetHealth(TargetState state, @Nullable HealthCode reason, String description) {
    /// Nothing is wrong.
    public static final TargetHealth HEALTHY = new TargetHealth(TargetState.HEALTHY, null, "");

    /// Nobody has asked it yet.
    public static final TargetHealth REGISTERING = new TargetHealth(
            TargetState.INITIAL, HealthCode.REGISTRATION_IN_PROGRESS, "Target registration is in progress");

    /// It is being asked for the first times.
    public static final TargetHealth CHECKING = new TargetHealth(
            TargetState.INITIAL, HealthCode.INITIAL_HEALTH_CHECKING, "Initial health checks in progress");

    /// Its group gets no traffic from anywhere.
    public static final TargetHealth UNUSED = new TargetHealth(
            TargetState.UNUSED,
            HealthCode.NOT_IN_USE,
            "Target group is not configured to receive traffic from the load balancer");

    /// It finishes what it began.
    public static final TargetHealth DRAINING = new TargetHealth(
            TargetState.DRAINING, HealthCode.DEREGISTRATION_IN_PROGRESS, "Target deregistration is in progress");

    /// It is not there.
    public static final TargetHealth NOT_REGISTERED = new TargetHealth(
            TargetState.UNUSED, HealthCode.NOT_REGISTERED, "Target is not registered to the target group");

    /// Its host is not known.
    public static final TargetHealth NO_HOST =
            new TargetHealth(TargetState.UNUSED, HealthCode.INVALID_STATE, "Target is in the stopped state");

    /// AWS's states of a target.
    public enum TargetState {
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        UNUSED,
        DRAINING;

        /// As AWS says it, such as `healthy`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// AWS's codes of why a target is not healthy.
    public enum HealthCode {
        REGISTRATION_IN_PROGRESS("Elb.RegistrationInProgress"),
        INITIAL_HEALTH_CHECKING("Elb.InitialHealthChecking"),
        RESPONSE_CODE_MISMATCH("Target.ResponseCodeMismatch"),
        TIMEOUT("Target.Timeout"),
        FAILED_HEALTH_CHECKS("Target.FailedHealthChecks"),
        NOT_REGISTERED("Target.NotRegistered"),
        NOT_IN_USE("Target.NotInUse"),
        DEREGISTRATION_IN_PROGRESS("Target.DeregistrationInProgress"),
        INVALID_STATE("Target.InvalidState");

        private final String word;

        HealthCode(String word) {
            this.word = word;
        }

        /// As AWS says it.
        public String word() {
            return word;
        }
    }
}
