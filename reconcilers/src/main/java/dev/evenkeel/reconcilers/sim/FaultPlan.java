package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.ledger.Dice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What goes wrong in a run, and when, as data. After the last of it everything is whole again.
///
/// @param faults in the order in which they happen
public record FaultPlan(List<Timed> faults) {
    /// Nothing goes wrong.
    public static final FaultPlan NONE = new FaultPlan(List.of());

    private static final int KINDS = 12;
    private static final int MOST = 14;

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /// A fault at a time after the start.
    public record Timed(Duration at, Fault fault) {}

    /// Something that goes wrong. Hosts are numbered from 0; a container is the n-th one of its host, modulo how many
    /// there are.
    public sealed interface Fault {
        /// The server is killed and started again. What was not yet durable may be lost or torn.
        record ServerCrash(Duration down) implements Fault {}

        /// Every write of the log takes this long.
        record DiskSlow(Duration takes, Duration lasting) implements Fault {}

        /// The log takes no writes.
        record DiskFull(Duration lasting) implements Fault {}

        /// A host's agent is killed and started again; containers live on.
        ///
        /// @param vanishing whether somebody removes a container meanwhile
        record AgentCrash(int host, Duration down, boolean vanishing) implements Fault {}

        /// A host's engine restarts.
        ///
        /// @param killing whether its containers die with it
        /// @param vanishing whether one of them is not there any more afterwards
        record EngineRestart(int host, Duration down, boolean killing, boolean vanishing) implements Fault {}

        /// A host's engine takes many times as long.
        record EngineSlow(int host, int factor, Duration lasting) implements Fault {}

        /// Steps are taken, but this share of their answers gets lost, in percent.
        record AnswersLost(int host, int share, Duration lasting) implements Fault {}

        /// A host loses power and comes back.
        record HostLost(int host, Duration down) implements Fault {}

        /// A line delays, loses, doubles and reorders.
        record LinePoor(int host, Duration delay, int loss, int duplication, Duration lasting) implements Fault {}

        /// A line is cut.
        record LineCut(int host, Duration lasting) implements Fault {}

        /// A container is killed.
        record ContainerKilled(int host, int which, boolean outOfMemory) implements Fault {}

        /// A container is removed by hand.
        record ContainerRemoved(int host, int which) implements Fault {}
    }

    /// A plan by the dice: some kinds of faults, so that rare mixtures of them come up, at random times.
    public static FaultPlan random(Dice dice, int hosts, Duration within) {
        int kinds = 1 + dice.below((1 << KINDS) - 1);
        int count = dice.below(MOST);
        var faults = new ArrayList<Timed>();
        while (faults.size() < count) {
            int kind = dice.below(KINDS);
            if ((kinds & (1 << kind)) != 0) {
                var at = Duration.ofMillis(dice.below((int) within.toMillis()));
                faults.add(new Timed(at, fault(kind, dice, dice.below(hosts))));
            }
        }
        faults.sort(Comparator.comparing(Timed::at));
        return new FaultPlan(faults);
    }

    private static Fault fault(int kind, Dice dice, int host) {
        return switch (kind) {
            case 0 -> new Fault.ServerCrash(upTo(dice, 20));
            case 1 -> new Fault.DiskSlow(Duration.ofMillis(1L + dice.below(2000)), upTo(dice, 60));
            case 2 -> new Fault.DiskFull(upTo(dice, 60));
            case 3 -> new Fault.AgentCrash(host, upTo(dice, 20), dice.chance(50));
            case 4 -> new Fault.EngineRestart(host, upTo(dice, 30), dice.chance(50), dice.chance(30));
            case 5 -> new Fault.EngineSlow(host, 2 + dice.below(30), upTo(dice, 120));
            case 6 -> new Fault.AnswersLost(host, 10 + dice.below(60), upTo(dice, 60));
            case 7 -> new Fault.HostLost(host, upTo(dice, 300));
            case 8 ->
                new Fault.LinePoor(
                        host,
                        Duration.ofMillis(1L + dice.below(1500)),
                        dice.below(40),
                        dice.below(40),
                        upTo(dice, 120));
            case 9 -> new Fault.LineCut(host, upTo(dice, 200));
            case 10 -> new Fault.ContainerKilled(host, dice.below(100), dice.chance(50));
            case 11 -> new Fault.ContainerRemoved(host, dice.below(100));
            default -> throw new IllegalArgumentException("no fault of kind " + kind);
        };
    }

    private static Duration upTo(Dice dice, int seconds) {
        return Duration.ofMillis(1L + dice.below(seconds * 1000));
    }
}
