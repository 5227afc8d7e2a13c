package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.model.Doc;
import java.util.List;

/// Deployment configurations in few words.
final class Deploying {
    /// A circuit breaker that takes back.
    static final Doc.Struct BREAKER = breaker(true);

    private Deploying() {}

    static Doc.Struct breaker(boolean rollback) {
        return Doc.EMPTY.with("deploymentCircuitBreaker", switches(rollback));
    }

    static Doc.Struct breaker(String type, int value, boolean reset) {
        var threshold = Doc.EMPTY.with("type", Doc.of(type)).with("value", Doc.of(value));
        return Doc.EMPTY.with(
                "deploymentCircuitBreaker",
                switches(true).with("resetOnHealthyTask", Doc.of(reset)).with("thresholdConfiguration", threshold));
    }

    static Doc.Struct alarms(boolean rollback, int bakeMinutes, String... names) {
        var list = List.of(names).stream().map(Doc::of).toList();
        return Doc.EMPTY
                .with("alarms", switches(rollback).with("alarmNames", Doc.of(list)))
                .with("bakeTimeInMinutes", Doc.of(bakeMinutes));
    }

    static Doc.Struct early(int percent, String cleanup) {
        return Doc.EMPTY.with(
                "earlySuccessCriteria",
                Doc.EMPTY
                        .with("enable", Doc.of(true))
                        .with("healthyPercent", Doc.of(percent))
                        .with("sourceServiceRevisionCleanup", Doc.of(cleanup)));
    }

    private static Doc.Struct switches(boolean rollback) {
        return Doc.EMPTY.with("enable", Doc.of(true)).with("rollback", Doc.of(rollback));
    }
}
