package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.store.model.Doc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parts of which inputs about clusters are made.
final class ClusterInput {
    private static final Set<String> SETTING_VALUES = Set.of("enabled", "enhanced", "disabled");

    private ClusterInput() {}

    /// A setting; the model knows `containerInsights` only.
    record Setting(@Nullable String name, @Nullable String value) {}

    /// How a cluster is configured.
    record Configuration(@Nullable Execute executeCommandConfiguration) {}

    /// What is logged of ExecuteCommand: nothing here.
    record Execute(@Nullable String logging) {}

    static void check(List<Setting> settings) {
        for (Setting setting : settings) {
            if (setting.name() == null) {
                throw Errors.invalid("Setting name can not be blank.");
            }
            if (!SETTING_VALUES.contains(setting.value() == null ? "" : setting.value())) {
                throw Errors.invalid("Invalid value for setting " + setting.name() + ": " + setting.value());
            }
        }
    }

    static void check(@Nullable Configuration configuration) {
        if (configuration != null && configuration.executeCommandConfiguration() instanceof Execute execute) {
            Capacity.onlyValue("configuration.executeCommandConfiguration.logging", execute.logging(), "NONE");
        }
    }

    /// The names of capacity providers that were named by name or ARN.
    static Doc providers(List<String> providers) {
        return Doc.of(providers.stream()
                .map(provider -> provider.substring(provider.lastIndexOf('/') + 1))
                .distinct()
                .map(Doc::of)
                .toList());
    }

    /// A strategy with what was left out made explicit.
    static Doc strategy(List<Capacity.StrategyItem> items) {
        return Doc.of(items.stream()
                .map(Capacity.StrategyItem::item)
                .map(ClusterInput::item)
                .toList());
    }

    private static Doc.Struct item(Strategy.Item item) {
        return Doc.EMPTY
                .with("capacityProvider", Doc.of(item.provider()))
                .with("weight", Doc.of(item.weight()))
                .with("base", Doc.of(item.base()));
    }
}
