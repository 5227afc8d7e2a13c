package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.balancing.Draining;
import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.TrafficShifted;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Shift;
import dev.evenkeel.store.state.ServiceDeploymentRow.Stage;
import dev.evenkeel.store.state.ServiceRevisionRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules whose traffic one service deployment shifts, as they are now, and how it writes their weights.
final class Balance {
    private static final int WHOLE = 1000;

    private final Look look;
    private final List<Lane> lanes;

    Balance(Look look) {
        this.look = look;
        var groups = look.state
                .deployments()
                .revision(look.row.id().service(), look.row.target())
                .map(ServiceRevisionRow::groups)
                .orElse(List.of());
        this.lanes = Lane.of(look.state, look.asked(), groups);
    }

    boolean has(Traffic traffic) {
        return of(traffic).findAny().isPresent();
    }

    private Stream<Lane> of(Traffic traffic) {
        return lanes.stream().filter(lane -> lane.traffic() == traffic);
    }

    /// Whether the rules know of both groups, by this deployment's doing.
    boolean paired() {
        return lanes.isEmpty() || look.row.production() != null;
    }

    /// Lets the rules know of green, which gets nothing of blue's traffic. Where there is no blue it gets everything.
    Optional<Trouble> pair(Stage at) {
        boolean alone = look.row.source() == null;
        var trouble = alone ? missing() : unexpected(Traffic.PRODUCTION, 0);
        if (trouble.isEmpty()) {
            var why = new Reason.Reached(List.of(at.since()));
            int permille = alone ? WHOLE : 0;
            for (var lane : lanes) {
                if (live(lane)
                        .filter(row -> lane.pairs(row) && lane.sends(row, permille))
                        .isEmpty()) {
                    write(lane, permille, why);
                }
            }
            say(Traffic.PRODUCTION, permille, why);
            say(Traffic.TEST, permille, why);
        }
        return trouble;
    }

    private void say(Traffic traffic, int permille, Reason why) {
        if (has(traffic)) {
            look.add(new TrafficShifted(look.row.id(), traffic, permille), why);
        }
    }

    private void write(Lane lane, int permille, Reason why) {
        look.add(new RuleWeightsChanged(lane.rule(), lane.weights(permille)), why);
    }

    /// Whether so much was decided to go to green since a stage began.
    boolean shifted(Stage at, Traffic traffic, int permille) {
        return shift(traffic) instanceof Shift last
                && last.permille() == permille
                && last.since().compareTo(at.since()) > 0;
    }

    private @Nullable Shift shift(Traffic traffic) {
        return switch (traffic) {
            case TEST -> look.row.test();
            case PRODUCTION -> look.row.production();
        };
    }

    /// Whether every proxy routes by what the rules say now.
    boolean served() {
        return lanes.stream()
                .flatMap(lane -> live(lane).stream())
                .allMatch(row -> Draining.isServed(look.state, row.since()));
    }

    /// Sends more to green, unless somebody else wrote the rules or nobody is there to answer.
    Optional<Trouble> shift(Stage at, Traffic traffic, int from, int to) {
        var trouble = unexpected(traffic, from).or(() -> unanswered(at, traffic));
        if (trouble.isEmpty()) {
            var why = new Reason.Reached(List.of(at.since()));
            of(traffic).forEach(lane -> write(lane, to, why));
            say(traffic, to, why);
        }
        return trouble;
    }

    private Optional<Trouble> missing() {
        return lanes.stream().filter(lane -> live(lane).isEmpty()).findFirst().map(this::gone);
    }

    private Trouble gone(Lane lane) {
        return new Trouble(
                "The listener rule " + lane.name() + " does not exist any more.",
                new Reason.Reached(List.of(look.row.since())));
    }

    private Optional<Trouble> unexpected(Traffic traffic, int permille) {
        return missing()
                .or(() -> of(traffic)
                        .flatMap(lane -> live(lane).filter(row -> !lane.sends(row, permille)).stream()
                                .map(row -> changed(lane, row)))
                        .findFirst());
    }

    private static Trouble changed(Lane lane, RuleRow row) {
        return new Trouble(
                "The weights of listener rule " + lane.name()
                        + " are not those that were last written for this service: " + row.writer() + " changed them.",
                new Reason.WeightsChangedByOther(row.writer(), List.of(row.since())));
    }

    private Optional<Trouble> unanswered(Stage at, Traffic traffic) {
        if (look.service.spec().desiredCount() == 0) {
            return Optional.empty();
        }
        return of(traffic)
                .filter(lane -> !answers(lane.green()))
                .findFirst()
                .map(lane -> new Trouble(
                        "The target group " + lane.green().name() + ", which was to receive traffic, has no healthy"
                                + " target.",
                        new Reason.Reached(List.of(at.since()))));
    }

    private boolean answers(TargetGroupId group) {
        return look.state
                .balancers()
                .targetsOf(group)
                .anyMatch(target -> !target.draining() && target.health().state() == TargetState.HEALTHY);
    }

    private Optional<RuleRow> live(Lane lane) {
        return look.state.balancers().rules().get(lane.rule());
    }

    // The way back.

    /// Whether nothing is sent to green.
    boolean back() {
        return lanes.stream().noneMatch(this::reachesGreen)
                && permille(look.row.production()) == 0
                && permille(look.row.test()) == 0;
    }

    private boolean reachesGreen(Lane lane) {
        return live(lane).filter(lane::reachesGreen).isPresent();
    }

    /// How much of some traffic was last sent to green.
    int sent(Traffic traffic) {
        return permille(shift(traffic));
    }

    private static int permille(@Nullable Shift shift) {
        return shift == null ? 0 : shift.permille();
    }

    /// Whether blue can take back what green has; also where green answers no better. What is listened for no more
    /// needs nobody to answer.
    boolean blueAnswers() {
        return look.service.spec().desiredCount() == 0
                || lanes.stream()
                        .filter(this::reachesGreen)
                        .allMatch(lane -> answers(lane.blue()) || !answers(lane.green()));
    }

    /// Sends nothing to green any more. A rule that sends nothing there already stays as somebody wrote it.
    void putBack(EventRef because) {
        var why = new Reason.Reached(List.of(because));
        lanes.stream().filter(this::reachesGreen).forEach(lane -> write(lane, 0, why));
        for (var traffic : Traffic.values()) {
            if (sent(traffic) > 0) {
                say(traffic, 0, why);
            }
        }
    }
}
