package dev.evenkeel.store.model.release;

import java.time.Duration;

/// In which steps production traffic goes over.
///
/// @param percent of the traffic: of the first step of CANARY, of each step of LINEAR
/// @param interval between two steps
public record ShiftPlan(Kind kind, int percent, Duration interval) {
    /// The ways of CodeDeploy.
    public enum Kind {
        ALL_AT_ONCE,
        CANARY,
        LINEAR
    }

    /// All of it in one step.
    public static final ShiftPlan AT_ONCE = new ShiftPlan(Kind.ALL_AT_ONCE, 100, Duration.ZERO);

    private static final int ALL = 100;

    /// So much first, then the rest.
    public static ShiftPlan canary(int percent, int minutes) {
        return new ShiftPlan(Kind.CANARY, percent, Duration.ofMinutes(minutes));
    }

    /// So much each time.
    public static ShiftPlan linear(int percent, int minutes) {
        return new ShiftPlan(Kind.LINEAR, percent, Duration.ofMinutes(minutes));
    }

    /// How many steps there are.
    public int steps() {
        return switch (kind) {
            case ALL_AT_ONCE -> 1;
            case CANARY -> 2;
            case LINEAR -> Math.ceilDiv(ALL, percent);
        };
    }

    /// The percentage of the traffic that the replacement gets with a step, from 1; none of it before.
    public int percentAt(int step) {
        if (step <= 0) {
            return 0;
        }
        return switch (kind) {
            case ALL_AT_ONCE -> ALL;
            case CANARY -> step == 1 ? percent : ALL;
            case LINEAR -> Math.min(ALL, step * percent);
        };
    }
}
