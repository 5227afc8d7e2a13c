package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Ids as ARNs, in ECS's long form.
///
/// @param account the twelve digits of the account
public record Arns(String account) {
    /// `arn:aws:ecs:REGION:ACCOUNT:cluster/NAME`.
    public String of(ClusterId cluster) {
        return ecs(cluster.region(), "cluster/" + cluster.name());
    }

    /// `…:service/CLUSTER/NAME`.
    public String of(ServiceId service) {
        return ecs(service.cluster().region(), "service/" + service.cluster().name() + "/" + service.name());
    }

    /// `…:task/CLUSTER/ID`.
    public String of(TaskId task) {
        return ecs(task.cluster().region(), "task/" + task.cluster().name() + "/" + task.value());
    }

    /// `…:task-set/CLUSTER/SERVICE/ecs-svc/DIGITS`.
    public String of(TaskSetId set) {
        var service = set.service();
        return ecs(
                service.cluster().region(),
                "task-set/" + service.cluster().name() + "/" + service.name() + "/" + set.deployment());
    }

    /// `…:service-deployment/CLUSTER/SERVICE/DIGITS`.
    public String of(ServiceDeploymentId deployment) {
        return ofService("service-deployment", deployment.service(), deployment.value());
    }

    /// `…:service-revision/CLUSTER/SERVICE/DIGITS`, with the digits of its deployment.
    public String of(ServiceRevisionId revision) {
        var id = revision.deployment().value();
        return ofService("service-revision", revision.service(), id.substring(id.indexOf('/') + 1));
    }

    private String ofService(String type, ServiceId service, String id) {
        return ecs(service.cluster().region(), type + "/" + service.cluster().name() + "/" + service.name() + "/" + id);
    }

    /// `…:task-definition/FAMILY:REVISION`.
    public String of(TaskDefinitionId definition) {
        return ecs(definition.region(), "task-definition/" + definition.shortName());
    }

    /// `…:container-instance/CLUSTER/ID`, for a host as it serves a cluster.
    public String of(ClusterId cluster, HostId host) {
        return ecs(cluster.region(), "container-instance/" + cluster.name() + "/" + host);
    }

    /// `…:container/CLUSTER/TASK/UUID`. The UUID is made of the names, so it stays the same.
    public String of(TaskId task, String container) {
        var uuid = UUID.nameUUIDFromBytes((task + "/" + container).getBytes(StandardCharsets.UTF_8));
        var cluster = task.cluster();
        return ecs(cluster.region(), "container/" + cluster.name() + "/" + task.value() + "/" + uuid);
    }

    private String ecs(String region, String resource) {
        return "arn:aws:ecs:" + region + ":" + account + ":" + resource;
    }
}
