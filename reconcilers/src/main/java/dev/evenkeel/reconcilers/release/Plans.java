package dev.evenkeel.reconcilers.release;

import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ShiftPlan;
import dev.evenkeel.store.state.Releases;
import dev.evenkeel.store.state.State;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Deployment configurations: those of everybody and those that somebody made.
public final class Plans {
    /// The one that counts where none is named.
    public static final String DEFAULT = "CodeDeployDefault.ECSAllAtOnce";

    /// Those that are there without anybody having made them, by name.
    public static final Map<String, ShiftPlan> PREDEFINED = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            DEFAULT,
            ShiftPlan.AT_ONCE,
            "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
            ShiftPlan.linear(10, 1),
            "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
            ShiftPlan.linear(10, 3),
            "CodeDeployDefault.ECSCanary10Percent5Minutes",
            ShiftPlan.canary(10, 5),
            "CodeDeployDefault.ECSCanary10Percent15Minutes",
            ShiftPlan.canary(10, 15))));

    private Plans() {}

    /// The plan of a configuration, if there is one of this name.
    public static Optional<ShiftPlan> of(State state, ReleaseConfigId config) {
        return Optional.ofNullable(PREDEFINED.get(config.name()))
                .or(() -> state.releases().configs().get(config).map(Releases.Config::plan));
    }
}
