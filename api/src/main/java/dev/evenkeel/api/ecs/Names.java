package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.Resource;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the names, ids and ARNs (short and long) by which callers mean things of their region.
final class Names {
    /// The cluster that is meant where none is named.
    static final String DEFAULT_CLUSTER = "default";

    private static final String NAME_PATTERN = "^[a-zA-Z0-9\\-_]{1,255}$";
    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
    private static final Pattern FAMILY = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int ARN_PARTS = 6;

    private final Caller caller;

    Names(Caller caller) {
        this.caller = caller;
    }

    ClusterId cluster(@Nullable String nameOrArn) {
        if (nameOrArn == null) {
            return new ClusterId(caller.region(), DEFAULT_CLUSTER);
        }
        var path = path(nameOrArn, "cluster");
        return new ClusterId(caller.region(), name("Cluster", String.join("/", path)));
    }

    /// A service of a cluster; an ARN that names another cluster is refused.
    ServiceId service(ClusterId cluster, String nameOrArn) {
        var path = path(nameOrArn, "service");
        if (path.size() > 2 || (path.size() == 2 && !nameOrArn.startsWith("arn:"))) {
            throw Errors.invalid("Service contains invalid separators");
        }
        mustBeIn(cluster, path);
        return new ServiceId(cluster, name("Service", path.getLast()));
    }

    /// A task of a cluster; an ARN that names another cluster is refused.
    TaskId task(ClusterId cluster, String idOrArn) {
        var path = path(idOrArn, "task");
        if (path.size() > 2) {
            throw Errors.invalid("Invalid identifier: " + idOrArn);
        }
        mustBeIn(cluster, path);
        var id = path.getLast();
        if (id.length() != 32 && id.length() != 36) {
            throw Errors.invalid("taskId length should be one of [32,36]");
        }
        return new TaskId(cluster, id);
    }

    /// A task set of a service, `ecs-svc/DIGITS`; an ARN that names another service is refused.
    TaskSetId taskSet(ServiceId service, String idOrArn) {
        var path = path(idOrArn, "task-set");
        boolean isArn = idOrArn.startsWith("arn:");
        if (path.size() != (isArn ? 4 : 2) || !path.get(path.size() - 2).equals("ecs-svc")) {
            throw Errors.invalid("Invalid task set identifier: " + idOrArn);
        }
        var set = new TaskSetId(service, new DeploymentId("ecs-svc/" + path.getLast()));
        if (isArn && !new Arns(caller.account()).of(set).equals(idOrArn)) {
            throw Errors.invalid("Invalid identifier: " + idOrArn + " is no task set of service " + service.name());
        }
        return set;
    }

    /// A service deployment, by its ARN.
    ServiceDeploymentId serviceDeployment(String arn) {
        var path = ofService(arn, "service-deployment");
        return new ServiceDeploymentId(service(path), path.getLast());
    }

    /// A service revision, by its ARN.
    ServiceRevisionId serviceRevision(String arn) {
        var path = ofService(arn, "service-revision");
        return new ServiceRevisionId(service(path), new DeploymentId("ecs-svc/" + path.getLast()));
    }

    private List<String> ofService(String arn, String type) {
        var path = path(arn, type);
        if (!arn.startsWith("arn:") || path.size() != 3 || path.getLast().isBlank()) {
            throw Errors.invalid("Invalid " + type + " ARN: " + arn);
        }
        return path;
    }

    private ServiceId service(List<String> path) {
        return new ServiceId(new ClusterId(caller.region(), path.getFirst()), path.get(1));
    }

    /// A container instance of a cluster; an ARN that names another cluster is refused.
    HostId instance(ClusterId cluster, String idOrArn) {
        var path = path(idOrArn, "container-instance");
        if (path.size() > 2 || path.getLast().isBlank()) {
            throw Errors.invalid("Invalid identifier: " + idOrArn);
        }
        mustBeIn(cluster, path);
        return new HostId(path.getLast());
    }

    /// `family`, `family:revision` or an ARN of it.
    DefinitionRef definition(String nameOrArn) {
        var shortName = String.join("/", path(nameOrArn, "task-definition"));
        if (shortName.isBlank()) {
            throw Errors.invalid("TaskDefinition can not be blank.");
        }
        int colon = shortName.indexOf(':');
        var family = family(colon < 0 ? shortName : shortName.substring(0, colon));
        if (colon < 0) {
            return new DefinitionRef(caller.region(), family, null);
        }
        var revision = shortName.substring(colon + 1);
        if (!REVISION.matcher(revision).matches()) {
            throw Errors.invalid("Invalid revision number. Number: " + revision);
        }
        return new DefinitionRef(caller.region(), family, Integer.valueOf(revision));
    }

    /// `family:revision` or an ARN of it.
    TaskDefinitionId revision(String nameOrArn) {
        var ref = definition(nameOrArn);
        if (!(ref.revision() instanceof Integer revision)) {
            throw Errors.invalid("Task definition must have a revision: " + nameOrArn);
        }
        return new TaskDefinitionId(ref.region(), ref.family(), revision);
    }

    /// What an ARN names that can have tags. Only long ARNs do: a short one does not name its cluster.
    Resource resource(String arn) {
        var parts = arn.split(":", ARN_PARTS);
        int slash = parts.length < ARN_PARTS ? -1 : parts[5].indexOf('/');
        if (slash < 0) {
            throw Errors.invalid("The specified resource ARN is not valid: " + arn);
        }
        var type = parts[5].substring(0, slash);
        var path = path(arn, type);
        return switch (type) {
            case "cluster" -> new Resource.OfCluster(cluster(arn));
            case "task-definition" -> new Resource.OfDefinition(revision(arn));
            case "service" -> new Resource.OfService(service(longCluster(path), arn));
            case "task" -> new Resource.OfTask(task(longCluster(path), arn));
            case "container-instance" -> {
                var cluster = longCluster(path);
                yield new Resource.OfInstance(cluster, instance(cluster, arn));
            }
            default -> throw Errors.invalid(type + " resources have no tags yet: " + arn);
        };
    }

    private ClusterId longCluster(List<String> path) {
        if (path.size() != 2) {
            throw Errors.invalid("Long arn format must be used for tagging operations");
        }
        return new ClusterId(caller.region(), path.getFirst());
    }

    /// A name that is legal for a family of task definitions.
    static String family(String name) {
        if (!FAMILY.matcher(name).matches()) {
            throw Errors.client("Family contains invalid characters: " + name);
        }
        return name;
    }

    /// A name that is legal for what `kind` says.
    static String name(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Errors.invalid(kind + " must match " + NAME_PATTERN + ", but was " + name);
        }
        return name;
    }

    private static void mustBeIn(ClusterId cluster, List<String> path) {
        if (path.size() == 2 && !path.getFirst().equals(cluster.name())) {
            throw Errors.invalid("Invalid identifier: Identifier is for cluster " + path.getFirst()
                    + ". Your cluster is " + cluster.name());
        }
    }

    /// What follows the resource type in an ARN, or the name itself, cut at slashes.
    private List<String> path(String nameOrArn, String type) {
        var resource = nameOrArn.startsWith("arn:") ? resource(nameOrArn, type) : nameOrArn;
        return List.of(resource.split("/", -1));
    }

    private String resource(String arn, String type) {
        var parts = arn.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !parts[2].equals("ecs") || !parts[5].startsWith(type + "/")) {
            throw Errors.invalid("Invalid " + type + " ARN: " + arn);
        }
        if (!parts[3].equals(caller.region())) {
            throw Errors.invalid("Invalid Region in ARN");
        }
        if (!parts[4].equals(caller.account())) {
            throw Errors.invalid("AccountIDs mismatch");
        }
        return parts[5].substring(type.length() + 1);
    }
}
