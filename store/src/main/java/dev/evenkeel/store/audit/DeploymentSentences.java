package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.model.DeploymentId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What happened to deployments, in words.
final class DeploymentSentences {
    private DeploymentSentences() {}

    static String of(DeploymentEvent event) {
        var name = "deployment " + event.deployment();
        return switch (event) {
            case DeploymentEvent.DeploymentStarted e ->
                name + " started, to " + e.definition().shortName();
            case DeploymentEvent.DeploymentCompleted _ -> name + " completed";
            case DeploymentEvent.DeploymentRetired _ -> name + " has no tasks any more";
            case DeploymentEvent.DeploymentFailed e -> name + " failed: " + e.reason();
            case DeploymentEvent.TaskFailed e -> name + " counted a failure of " + Sentences.shortName(e.task());
            case DeploymentEvent.FailuresReset e ->
                name + " counts failures from 0: " + Sentences.shortName(e.task()) + " is healthy";
            case DeploymentEvent.ImageResolved e -> name + " runs `" + e.container() + "` from " + e.image();
        };
    }

    static String of(ServiceDeploymentEvent event) {
        var name = "service deployment " + event.id().value();
        return switch (event) {
            case ServiceDeploymentEvent.ServiceDeploymentStarted e -> name + " began, to " + e.target();
            case ServiceDeploymentEvent.SidesChosen e ->
                name + " goes from " + (e.source() == null ? "nothing" : e.source());
            case ServiceDeploymentEvent.ServiceDeploymentMoved e ->
                name + ": " + words(e.status()) + because(e.reason());
            case ServiceDeploymentEvent.RollbackStarted e -> name + " goes back" + to(e.to()) + because(e.reason());
            case ServiceDeploymentEvent.BreakerTripped e ->
                "circuit breaker of " + name + " tripped: " + e.failures() + " failures, threshold " + e.threshold();
            case ServiceDeploymentEvent.AlarmsIgnored e ->
                name + " watches no alarm: " + String.join(", ", e.alarms()) + " fired before it began";
            case ServiceDeploymentEvent.AlarmsFired e -> name + " saw alarm " + String.join(", ", e.alarms());
            case ServiceDeploymentEvent.StageReached e ->
                name + " reached " + e.stage() + (e.step() == 0 ? "" : ", step " + e.step());
            case ServiceDeploymentEvent.TrafficShifted e ->
                name + " sends " + e.permille() / 10 + "." + e.permille() % 10 + " % of " + words(e.traffic())
                        + " traffic to the new revision";
            case ServiceDeploymentEvent.HookStarted e ->
                "hook " + e.hook() + " of " + name + " started at " + e.stage();
            case ServiceDeploymentEvent.HookAnswered e ->
                "hook " + e.hook() + " of " + name + " is " + words(e.status()) + because(e.text());
        };
    }

    private static String to(@Nullable DeploymentId deployment) {
        return deployment == null ? "" : " to " + deployment;
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
