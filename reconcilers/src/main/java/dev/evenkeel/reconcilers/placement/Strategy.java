package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Which of several hosts is the best for a task, and from which of several a task is taken first.
sealed interface Strategy {
    /// The strategy of a `placementStrategy` item that was checked.
    static Strategy of(Doc.Struct item) {
        var type = item.text("type").orElse("");
        var field = item.text("field").orElse("");
        return switch (type) {
            case "random" -> new Chance();
            case "spread" -> new Spread(field.equals("host") ? Spread.HOST : field);
            case "binpack" -> new Pack(field.equalsIgnoreCase("memory"));
            default -> throw new IllegalArgumentException("no placement strategy is called " + type);
        };
    }

    /// The best of the hosts that take a task.
    ///
    /// @param all also those that do not
    List<HostView> best(List<HostView> fitting, List<HostView> all, Dice dice);

    /// The hosts from which a task had better go.
    ///
    /// @param holding hosts with a task that may go
    /// @param all also those without
    List<HostView> fullest(List<HostView> holding, List<HostView> all, Dice dice);

    /// As evenly as possible over the values of a field: `instanceId`, or `attribute:NAME`. Hosts that do not have the
    /// attribute are used only where no other takes the task.
    record Spread(String field) implements Strategy {
        private static final String HOST = "instanceId";
        private static final String ATTRIBUTE = "attribute:";
        static final Spread OVER_ZONES = new Spread(ATTRIBUTE + HostSpec.AVAILABILITY_ZONE);
        static final Spread OVER_HOSTS = new Spread(HOST);

        @Override
        public List<HostView> best(List<HostView> fitting, List<HostView> all, Dice dice) {
            var counts = counts(all);
            var named = fitting.stream().filter(host -> value(host).isPresent()).toList();
            return smallest(named.isEmpty() ? fitting : named, host -> count(counts, host));
        }

        @Override
        public List<HostView> fullest(List<HostView> holding, List<HostView> all, Dice dice) {
            var counts = counts(all);
            return smallest(holding, host -> -count(counts, host));
        }

        private TreeMap<String, Integer> counts(List<HostView> hosts) {
            var counts = new TreeMap<String, Integer>();
            hosts.forEach(host -> counts.merge(value(host).orElse(""), host.peers(), Integer::sum));
            return counts;
        }

        private int count(TreeMap<String, Integer> counts, HostView host) {
            return counts.getOrDefault(value(host).orElse(""), 0);
        }

        private Optional<String> value(HostView host) {
            return field.startsWith(ATTRIBUTE)
                    ? host.attribute(field.substring(ATTRIBUTE.length()))
                    : Optional.of(host.id().value());
        }
    }

    /// On as few hosts as possible: where the least of a resource is left.
    record Pack(boolean memory) implements Strategy {
        @Override
        public List<HostView> best(List<HostView> fitting, List<HostView> all, Dice dice) {
            return smallest(fitting, this::free);
        }

        @Override
        public List<HostView> fullest(List<HostView> holding, List<HostView> all, Dice dice) {
            return smallest(holding, host -> -free(host));
        }

        private int free(HostView host) {
            return memory ? host.freeMemory() : host.freeCpu();
        }
    }

    /// Anywhere.
    record Chance() implements Strategy {
        @Override
        public List<HostView> best(List<HostView> fitting, List<HostView> all, Dice dice) {
            return List.of(fitting.get(dice.below(fitting.size())));
        }

        @Override
        public List<HostView> fullest(List<HostView> holding, List<HostView> all, Dice dice) {
            return best(holding, all, dice);
        }
    }

    /// Those that a figure is smallest of.
    static List<HostView> smallest(List<HostView> hosts, ToIntFunction<HostView> figure) {
        int smallest = hosts.stream()
                .map(figure::applyAsInt)
                .min(Comparator.naturalOrder())
                .orElse(0);
        return hosts.stream()
                .filter(host -> figure.applyAsInt(host) == smallest)
                .toList();
    }
}
