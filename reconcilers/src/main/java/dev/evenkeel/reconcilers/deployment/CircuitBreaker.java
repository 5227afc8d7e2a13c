package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.image.Unresolved;
import dev.evenkeel.reconcilers.rollout.Breaker;
import dev.evenkeel.reconcilers.service.Standing;
import dev.evenkeel.store.event.DeploymentEvent.FailuresReset;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.BreakerTripped;
import dev.evenkeel.store.state.DeploymentRow;
import java.util.List;
import java.util.Optional;

/// Holds the failed tasks of a deployment against what its circuit breaker allows.
final class CircuitBreaker {
    /// What happened, as the end of a sentence.
    static final String CAUSE = "the circuit breaker threshold was exceeded.";

    private final Look look;
    private final Optional<Breaker> breaker;

    CircuitBreaker(Look look) {
        this.look = look;
        this.breaker = Breaker.of(look.asked());
    }

    /// Says that it trips, if it does.
    Optional<Trouble> tripped(DeploymentRow target, int desired) {
        var failures = target.failures();
        int threshold = threshold(target, desired);
        if (failures.count() < threshold) {
            return Optional.empty();
        }
        var counted = new Reason.TooManyFailures(failures.count(), threshold, failures.last());
        var trip = look.next();
        look.add(new BreakerTripped(look.row.id(), failures.count(), threshold), counted);
        var why = new Reason.TooManyFailures(failures.count(), threshold, List.of(trip));
        return Optional.of(new Trouble("ECS deployment circuit breaker: tasks failed to start.", why));
    }

    /// Whoever cannot fetch an image is not tried so often as others.
    private int threshold(DeploymentRow target, int desired) {
        int usual = threshold(desired);
        int failures = target.failures().count();
        boolean vain = breaker.isPresent()
                && failures < usual
                && failures >= Unresolved.TRIES
                && Unresolved.test(look.state, look.row.id().service(), target);
        return vain ? Unresolved.TRIES : usual;
    }

    /// Failures at which it trips; never without one.
    int threshold(int desired) {
        return breaker.map(b -> b.threshold(desired)).orElse(Integer.MAX_VALUE);
    }

    /// Whether a deployment that it ends goes back.
    boolean rollsBack() {
        return breaker.filter(Breaker::rollback).isPresent();
    }

    /// A task that becomes healthy shows that the failures before it were no rule.
    void countAgain(DeploymentRow target, Standing standing) {
        if (breaker.filter(Breaker::resetOnHealthyTask).isPresent()) {
            standing.recovered()
                    .ifPresent(task -> look.add(
                            new FailuresReset(look.row.id().service(), target.id(), task.id()),
                            new Reason.Reached(List.of(task.phaseSince()))));
        }
    }
}
