package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.RolloutBlocked;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.DeploymentStrategy;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Keeps the two sides of a deployment that shifts traffic, blue and green, as two services would be kept.
final class Sides {
    private final State state;
    private final ServiceRow service;
    private final Policy policy;
    private final Inputs inputs;
    private final SideCounts counts;

    Sides(State state, ServiceRow service, Policy policy, Inputs inputs, SideCounts counts) {
        this.state = state;
        this.service = service;
        this.policy = policy;
        this.inputs = inputs;
        this.counts = counts;
    }

    /// The deployment whose stage says what each side shall have: the oldest that goes on and shifts traffic. None
    /// where
    /// an ordinary look at the whole service does it, as at the end, when one side goes.
    static Optional<SideCounts> counts(State state, ServiceRow service) {
        return state.deployments()
                .openOf(service.id())
                .filter(row -> shifts(state, row))
                .min(Comparator.comparing(ServiceDeploymentRow::since))
                .map(row -> SideCounts.of(row, service))
                .filter(counts -> !counts.lastStep());
    }

    private static boolean shifts(State state, ServiceDeploymentRow row) {
        return state.deployments()
                .revision(row.id().service(), row.target())
                .map(revision -> revision.asked().strategy())
                .filter(DeploymentStrategy::shifts)
                .isPresent();
    }

    /// What the first side with something to do needs; that gives reason to look again.
    Decision decide() {
        var revisits = new TreeSet<Instant>();
        for (var side : service.deployments().reversed()) {
            var decision = decide(side);
            if (!decision.entries().isEmpty()) {
                return decision;
            }
            decision.revisit().ifPresent(revisits::add);
        }
        return new Decision(List.of(), revisits.isEmpty() ? Optional.empty() : Optional.of(revisits.first()));
    }

    private Decision decide(DeploymentRow side) {
        var look = new Look(state, service.as(side), policy, inputs);
        return switch (counts.of(side.id())) {
            case KEPT -> ofSide(new Replica(look).decide());
            case GONE -> leave(look);
            case UNTOUCHED -> Decision.NOTHING;
        };
    }

    private Decision leave(Look look) {
        var newest = service.primary();
        var why = new Reason.Superseded(newest.id(), List.of(newest.since()));
        look.view.wanted().forEach(task -> look.stop(task, look.scaling(), why));
        return look.decision();
    }

    /// That one side has what it shall have does not say that of the service.
    private static Decision ofSide(Decision decision) {
        var entries = decision.entries().stream().filter(Sides::isOfSide).toList();
        return new Decision(entries, decision.revisit());
    }

    private static boolean isOfSide(Entry entry) {
        var event = entry.event();
        return !(event instanceof DeploymentCompleted
                || event instanceof DeploymentRetired
                || event instanceof ServiceSteadied
                || event instanceof RolloutBlocked);
    }
}
