package dev.evenkeel.reconcilers.capacity;

import dev.evenkeel.store.model.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How tasks are spread over capacity providers: the first `base` tasks go to the one provider that has a base, those
/// above go by weight.
///
/// AWS does not say how it rounds. Here each task above the base goes to the provider that is furthest behind its
/// share, the earlier one in the list where two are as far behind. The only provider of a strategy gets every task,
/// whatever its weight.
public record Strategy(List<Item> items) {
    /// The greatest base.
    public static final int MOST_BASE = 100_000;

    /// The greatest weight.
    public static final int MOST_WEIGHT = 1_000;

    /// The most items of one strategy.
    public static final int MOST_ITEMS = 20;

    public Strategy {
        items = List.copyOf(items);
    }

    /// One provider's part.
    ///
    /// @param base tasks that it gets before weights count
    /// @param weight its share of the tasks above all bases, relative to the other weights
    public record Item(String provider, int base, int weight) {}

    /// Reads `capacityProviderStrategy` items as they were validated.
    public static Strategy of(List<Doc.Struct> items) {
        return new Strategy(items.stream()
                .map(item -> new Item(
                        item.text("capacityProvider").orElse(""),
                        item.whole("base").orElse(0L).intValue(),
                        item.whole("weight").orElse(0L).intValue()))
                .toList());
    }

    /// Whether there is anything in it.
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /// Whether it has a provider for any number of tasks.
    public boolean gives() {
        return items.size() == 1 || items.stream().anyMatch(item -> item.weight > 0);
    }

    /// The providers of the next `count` tasks.
    ///
    /// @param have tasks that the providers have already
    /// @return fewer than `count` when all bases are filled and no provider has a weight
    public List<String> next(Map<String, Integer> have, int count) {
        var running = new TreeMap<>(have);
        var chosen = new ArrayList<String>();
        var next = next(running);
        while (chosen.size() < count && next.isPresent()) {
            chosen.add(next.get());
            running.merge(next.get(), 1, Integer::sum);
            next = next(running);
        }
        return chosen;
    }

    private Optional<String> next(Map<String, Integer> running) {
        if (items.size() == 1) {
            return Optional.of(items.getFirst().provider);
        }
        for (var item : items) {
            if (running.getOrDefault(item.provider, 0) < item.base) {
                return Optional.of(item.provider);
            }
        }
        @Nullable Item best = null;
        for (var item : items) {
            if (item.weight > 0 && (best == null || behind(item, best, running))) {
                best = item;
            }
        }
        return Optional.ofNullable(best).map(Item::provider);
    }

    /// Whether one more task would leave `item` with less of its share than `best`; without division, so without error.
    private static boolean behind(Item item, Item best, Map<String, Integer> running) {
        long left = (aboveBase(item, running) + 1) * best.weight;
        long right = (aboveBase(best, running) + 1) * item.weight;
        return left < right;
    }

    private static long aboveBase(Item item, Map<String, Integer> running) {
        return Math.max(0, running.getOrDefault(item.provider, 0) - item.base);
    }
}
