package dev.evenkeel.reconcilers;

import dev.evenkeel.reconcilers.balancing.DeregistrationReconciler;
import dev.evenkeel.reconcilers.balancing.RegistrationReconciler;
import dev.evenkeel.reconcilers.deployment.DeploymentReconciler;
import dev.evenkeel.reconcilers.image.ImageReconciler;
import dev.evenkeel.reconcilers.janitor.DefinitionJanitor;
import dev.evenkeel.reconcilers.janitor.ProtectionJanitor;
import dev.evenkeel.reconcilers.janitor.SecretJanitor;
import dev.evenkeel.reconcilers.janitor.ServiceJanitor;
import dev.evenkeel.reconcilers.janitor.TaskJanitor;
import dev.evenkeel.reconcilers.janitor.TokenJanitor;
import dev.evenkeel.reconcilers.loop.Conductor;
import dev.evenkeel.reconcilers.loss.LostHostReconciler;
import dev.evenkeel.reconcilers.release.ReleaseReconciler;
import dev.evenkeel.reconcilers.service.Policy;
import dev.evenkeel.reconcilers.service.ServiceReconciler;
import java.time.Duration;
import java.util.List;

/// All reconcilers of Evenkeel, in the order in which they are asked.
///
/// @param service times of services
/// @param hostGrace between the loss of a host and the end of its tasks
/// @param taskRetention how long stopped tasks, and services that are gone, stay in the live state
/// @param tokenRetention how long client tokens are remembered
public record Reconcilers(Policy service, Duration hostGrace, Duration taskRetention, Duration tokenRetention) {
    /// As ECS does, where it says so.
    public static final Reconcilers DEFAULTS =
            new Reconcilers(Policy.ECS, Duration.ofMinutes(2), Duration.ofHours(24), Duration.ofHours(24));

    /// With other times of services.
    public Reconcilers with(Policy services) {
        return new Reconcilers(services, hostGrace, taskRetention, tokenRetention);
    }

    /// A conductor of all of them.
    public Conductor conductor() {
        return new Conductor(List.of(
                new LostHostReconciler(hostGrace),
                new DeploymentReconciler(service),
                new ServiceReconciler(service),
                new ReleaseReconciler(),
                new ImageReconciler(),
                new RegistrationReconciler(),
                new DeregistrationReconciler(),
                new TaskJanitor(taskRetention),
                new ServiceJanitor(taskRetention),
                new DefinitionJanitor(),
                new ProtectionJanitor(),
                new TokenJanitor(tokenRetention),
                new SecretJanitor()));
    }
}
