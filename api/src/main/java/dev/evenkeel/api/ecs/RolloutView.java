package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;

/// A `deploymentConfiguration` as ECS gives it back: what was asked, with ECS's defaults.
final class RolloutView {
    private RolloutView() {}

    static Doc.Struct of(ServiceSpec spec) {
        var asked = spec.deploymentConfiguration();
        var view = Doc.EMPTY
                .with("strategy", Doc.of(spec.strategy().name()))
                .with("maximumPercent", Doc.of(spec.maximumPercent()))
                .with("minimumHealthyPercent", Doc.of(spec.minimumHealthyPercent()))
                .with("bakeTimeInMinutes", Doc.of(0));
        for (var member : asked.members().entrySet()) {
            view = view.with(member.getKey(), member.getValue());
        }
        return view.with("deploymentCircuitBreaker", breaker(asked.struct("deploymentCircuitBreaker")));
    }

    private static Doc.Struct breaker(Doc.Struct asked) {
        var threshold = Doc.EMPTY.with("type", Doc.of("BOUNDED_PERCENT")).with("value", Doc.of(50));
        var breaker = Doc.EMPTY
                .with("enable", Doc.of(false))
                .with("rollback", Doc.of(false))
                .with("resetOnHealthyTask", Doc.of(true))
                .with("thresholdConfiguration", threshold);
        for (var member : asked.members().entrySet()) {
            breaker = breaker.with(member.getKey(), member.getValue());
        }
        return breaker;
    }
}
