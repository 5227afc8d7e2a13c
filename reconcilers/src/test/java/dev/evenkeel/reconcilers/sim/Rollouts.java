package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import java.util.Arrays;
import java.util.List;

/// Deployment configurations that tests ask for.
final class Rollouts {
    static final Doc.Struct BLUE_GREEN =
            Doc.EMPTY.with("strategy", Doc.of("BLUE_GREEN")).with("bakeTimeInMinutes", Doc.of(5));

    static final Doc.Struct LINEAR = Doc.EMPTY
            .with("strategy", Doc.of("LINEAR"))
            .with("bakeTimeInMinutes", Doc.of(5))
            .with(
                    "linearConfiguration",
                    Doc.EMPTY.with("stepPercent", Doc.of(40)).with("stepBakeTimeInMinutes", Doc.of(3)));

    static final Doc.Struct CANARY = Doc.EMPTY
            .with("strategy", Doc.of("CANARY"))
            .with("bakeTimeInMinutes", Doc.of(5))
            .with(
                    "canaryConfiguration",
                    Doc.EMPTY.with("canaryPercent", Doc.of(10)).with("canaryBakeTimeInMinutes", Doc.of(3)));

    private Rollouts() {}

    static List<Doc.Struct> all() {
        return List.of(BLUE_GREEN, LINEAR, CANARY);
    }

    /// A pause at a stage that ends after an hour as `action` says.
    static Doc.Struct pause(LifecycleStage stage, String action) {
        return Doc.EMPTY
                .with("targetType", Doc.of("PAUSE"))
                .with("lifecycleStages", Doc.of(List.of(Doc.of(stage.name()))))
                .with(
                        "timeoutConfiguration",
                        Doc.EMPTY.with("timeoutInMinutes", Doc.of(60)).with("action", Doc.of(action)));
    }

    /// A function that is called at these stages.
    static Doc.Struct function(LifecycleStage... stages) {
        return Doc.EMPTY
                .with("targetType", Doc.of("AWS_LAMBDA"))
                .with("hookTargetArn", Doc.of("http://127.0.0.1:9/check"))
                .with("roleArn", Doc.of("arn:aws:iam::123456789012:role/hooks"))
                .with("hookDetails", Doc.EMPTY.with("team", Doc.of("blue")))
                .with(
                        "lifecycleStages",
                        Doc.of(Arrays.stream(stages)
                                .map(stage -> Doc.of(stage.name()))
                                .toList()));
    }

    static Doc.Struct with(Doc.Struct rollout, Doc.Struct... hooks) {
        return rollout.with("lifecycleHooks", Doc.of(List.of(hooks)));
    }
}
