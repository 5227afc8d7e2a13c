package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.capacity.Provider;
import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.store.model.LaunchType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what callers say of capacity: launch types, providers and strategies.
final class Capacity {
    private Capacity() {}

    /// One item of a capacity provider strategy.
    record StrategyItem(
            String capacityProvider,
            @Nullable Integer weight,
            @Nullable Integer base) {
        Strategy.Item item() {
            return new Strategy.Item(capacityProvider, base == null ? 0 : base, weight == null ? 0 : weight);
        }
    }

    static @Nullable LaunchType launchType(@Nullable String word) {
        return switch (word) {
            case null -> null;
            case "EC2" -> LaunchType.EC2;
            case "FARGATE" -> LaunchType.FARGATE;
            case "EXTERNAL" -> LaunchType.EXTERNAL;
            default -> throw Errors.invalid("launchType " + word + " is not supported yet.");
        };
    }

    /// What RunTask and CreateService ask for.
    static CapacityWish wish(@Nullable String launchType, List<StrategyItem> strategy) {
        return new CapacityWish(launchType(launchType), strategy(strategy));
    }

    /// A strategy that makes sense by itself; whether a cluster has its providers is another question.
    static Strategy strategy(List<StrategyItem> items) {
        if (items.size() > Strategy.MOST_ITEMS) {
            throw Errors.invalid("A capacity provider strategy can contain at most " + Strategy.MOST_ITEMS
                    + " capacity providers, but has " + items.size() + ".");
        }
        Set<String> names = new TreeSet<>();
        int bases = 0;
        for (StrategyItem item : items) {
            if (!names.add(item.capacityProvider())) {
                throw Errors.invalid("A capacity provider strategy cannot contain the same capacity provider twice: "
                        + item.capacityProvider());
            }
            bases += item.item().base() > 0 ? 1 : 0;
        }
        if (bases > 1) {
            throw Errors.invalid(
                    "Only one capacity provider in a capacity provider strategy can have a base greater than zero.");
        }
        return new Strategy(items.stream().map(StrategyItem::item).toList());
    }

    /// The providers of a cluster, by name or ARN, and the strategy that counts where none is named.
    static void associated(List<String> providers, List<StrategyItem> defaults) {
        Set<String> names = new TreeSet<>();
        for (String provider : providers) {
            var name = provider.substring(provider.lastIndexOf('/') + 1);
            if (Provider.named(name).isEmpty()) {
                throw Errors.invalid("The specified capacity provider '" + provider
                        + "' was not found. Specify a valid name or ARN and try again.");
            }
            names.add(name);
        }
        for (Strategy.Item item : strategy(defaults).items()) {
            if (!names.contains(item.provider())) {
                throw Errors.invalid("The specified capacity provider strategy cannot contain a capacity provider that"
                        + " is not associated with the cluster. Associate the capacity provider with the cluster and"
                        + " try again: " + item.provider());
            }
        }
    }

    static void noPropagation(@Nullable String propagateTags) {
        onlyValue("propagateTags", propagateTags, "NONE");
    }

    /// Refuses any word but the one that is the default.
    static void onlyValue(String member, @Nullable String word, String supported) {
        if (word != null && !word.equals(supported)) {
            throw Errors.invalid(member + " " + word + " is not supported yet.");
        }
    }
}
