package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import org.jspecify.annotations.Nullable;

/// What a caller wants to be different about a service; what is absent stays as it is.
///
/// @param strategy of capacity providers; an empty one gives way to that of the cluster
/// @param members of the service's document that are replaced; of a deployment configuration only the parts that are
///     there
/// @param forceNewDeployment starts a deployment though nothing asks for one
public record ServiceChange(
        @Nullable Integer desiredCount,
        @Nullable DefinitionRef definition,
        @Nullable Integer minimumHealthyPercent,
        @Nullable Integer maximumPercent,
        @Nullable Strategy strategy,
        Doc.Struct members,
        boolean forceNewDeployment) {
    /// The member of a service's document that says who deploys it.
    static final String CONTROLLER = "deploymentController";

    /// Nothing.
    public static final ServiceChange NONE = new ServiceChange(null, null, null, null, null, Doc.EMPTY, false);

    /// Another count.
    public ServiceChange desired(int count) {
        return new ServiceChange(
                count, definition, minimumHealthyPercent, maximumPercent, strategy, members, forceNewDeployment);
    }

    /// Another task definition.
    public ServiceChange to(@Nullable DefinitionRef other) {
        return new ServiceChange(
                desiredCount, other, minimumHealthyPercent, maximumPercent, strategy, members, forceNewDeployment);
    }

    /// Another value of one member of the document.
    public ServiceChange with(String member, Doc value) {
        return new ServiceChange(
                desiredCount,
                definition,
                minimumHealthyPercent,
                maximumPercent,
                strategy,
                members.with(member, value),
                forceNewDeployment);
    }

    /// With or without a new deployment whatever changes.
    public ServiceChange forced(boolean force) {
        return new ServiceChange(
                desiredCount, definition, minimumHealthyPercent, maximumPercent, strategy, members, force);
    }

    /// The whole of what is wanted then.
    ServiceWish of(ServiceSpec spec) {
        var document = merged(spec.document(), members.without(CONTROLLER));
        var kept = Strategy.of(document.structs("capacityProviderStrategy"));
        var capacity = strategy != null
                ? new CapacityWish(null, strategy)
                : kept.isEmpty() ? CapacityWish.of(spec.launchType()) : new CapacityWish(null, kept);
        return new ServiceWish(
                definition == null ? kept(spec.taskDefinition()) : definition,
                desiredCount == null ? spec.desiredCount() : desiredCount,
                capacity,
                minimumHealthyPercent == null ? spec.minimumHealthyPercent() : minimumHealthyPercent,
                maximumPercent == null ? spec.maximumPercent() : maximumPercent,
                strategy == null ? document : document.without("capacityProviderStrategy"));
    }

    /// Of a deployment configuration what is not said stays as it is.
    private static Doc.Struct merged(Doc.Struct document, Doc.Struct said) {
        var member = ServiceSpec.DEPLOYMENT_CONFIGURATION;
        return said.get(member).isEmpty()
                ? document.with(said)
                : document.with(said).with(member, document.struct(member).with(said.struct(member)));
    }

    private static @Nullable DefinitionRef kept(TaskDefinitionId id) {
        return id.equals(TaskDefinitionId.NONE) ? null : new DefinitionRef(id.region(), id.family(), id.revision());
    }
}
