package dev.evenkeel.api.ecs;

import org.jspecify.annotations.Nullable;

/// What a `deploymentConfiguration` may ask for, as far as nothing else has to be known.
final class RolloutRules {
    private static final int LONGEST_BAKE = 1_440;
    private static final int MOST_FAILURES = 5_000;
    private static final int MOST_ALARMS = 100;
    private static final int LONGEST_ALARM_NAME = 255;

    private RolloutRules() {}

    static void check(Rollout rollout) {
        if (rollout.minimumHealthyPercent() instanceof Integer least && (least < 0 || least > 100)) {
            throw Errors.invalid("minimumHealthyPercent must be between 0 and 100, but was " + least);
        }
        if (rollout.maximumPercent() instanceof Integer most && (most < 100 || most > 10_000)) {
            throw Errors.invalid("maximumPercent must be at least 100, but was " + most);
        }
        between("bakeTimeInMinutes", rollout.bakeTimeInMinutes(), 0, LONGEST_BAKE);
        Hook.check(rollout.lifecycleHooks());
        ShiftRules.check(rollout);
        if (rollout.deploymentCircuitBreaker() instanceof Rollout.CircuitBreaker breaker) {
            threshold(breaker.thresholdConfiguration());
        }
        if (rollout.alarms() instanceof Rollout.Alarms alarms) {
            alarms(alarms);
        }
        if (rollout.earlySuccessCriteria() instanceof Rollout.EarlySuccess early) {
            early(early);
        }
    }

    private static void early(Rollout.EarlySuccess early) {
        between("earlySuccessCriteria.healthyPercent", early.healthyPercent(), 0, 100);
        if (early.enable() && (early.healthyPercent() == null || early.sourceServiceRevisionCleanup() == null)) {
            throw Errors.invalid("earlySuccessCriteria must have healthyPercent and sourceServiceRevisionCleanup when"
                    + " it is enabled.");
        }
    }

    private static void threshold(Rollout.@Nullable Threshold threshold) {
        if (threshold != null) {
            int most = threshold.type().equals("COUNT") ? MOST_FAILURES : 100;
            between("thresholdConfiguration.value", threshold.value(), 1, most);
        }
    }

    private static void alarms(Rollout.Alarms alarms) {
        var names = alarms.alarmNames();
        if (alarms.enable() && names.isEmpty()) {
            throw Errors.invalid("alarms.alarmNames can not be empty when alarms are enabled.");
        }
        if (names.size() > MOST_ALARMS) {
            throw Errors.invalid("alarms.alarmNames can have at most " + MOST_ALARMS + " items.");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw Errors.invalid("alarms.alarmNames can not have duplicate items.");
        }
        for (String name : names) {
            if (name.isBlank() || name.length() > LONGEST_ALARM_NAME) {
                throw Errors.invalid("alarms.alarmNames must have 1 to " + LONGEST_ALARM_NAME
                        + " characters each, but one was '" + name + "'");
            }
        }
    }

    static void between(String member, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw Errors.invalid("deploymentConfiguration." + member + " must be between " + least + " and " + most
                    + ", but was " + value);
        }
    }
}
