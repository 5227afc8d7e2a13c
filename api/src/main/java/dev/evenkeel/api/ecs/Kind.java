package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Inputs;
import dev.evenkeel.api.model.Binder;
import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.reconcilers.command.ClusterCommand.PutCluster;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.ServiceCommand.PutService;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.PutTaskDefinition;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ServiceId;

/// What a manifest may describe, in the order in which manifests are applied: each in the words of the operation that
/// creates it.
public enum Kind {
    /// A cluster.
    CLUSTER("Cluster", "CreateCluster", "clusterName", ClusterMutations.CreateInput.class) {
        @Override
        Command<?> put(Call call) {
            var input = Binder.read(ClusterMutations.CreateInput.class, call.document());
            var name = Names.name("Cluster", input.clusterName() == null ? "" : input.clusterName());
            var cluster = new ClusterId(call.caller().region(), name);
            return new PutCluster(cluster, ClusterMutations.document(call.document(), input), call.redacted());
        }
    },
    /// A family of task definitions: its newest revision shall be this one.
    TASK_DEFINITION("TaskDefinition", "RegisterTaskDefinition", "family", TaskDefinitionInput.class) {
        @Override
        Command<?> put(Call call) {
            var input = Binder.read(TaskDefinitionInput.class, call.document());
            return new PutTaskDefinition(
                    call.caller().region(),
                    input.family(),
                    TaskDefinitionDocument.of(call.document(), input),
                    call.caller().principal(),
                    call.redacted());
        }
    },
    /// A service.
    SERVICE("Service", "CreateService", "serviceName", ServiceInput.Create.class) {
        @Override
        Command<?> put(Call call) {
            var input = Binder.read(ServiceInput.Create.class, call.document());
            var cluster = new Names(call.caller()).cluster(input.cluster());
            var service = new ServiceId(cluster, Names.name("Service", input.serviceName()));
            return new PutService(
                    service, ServiceMutations.wish(call, input), call.caller().principal(), call.redacted());
        }
    };

    private static final AwsService.Wording WORDING = new EcsWording();

    private final String word;
    private final String operation;
    private final String nameMember;
    private final Class<? extends Record> input;

    Kind(String word, String operation, String nameMember, Class<? extends Record> input) {
        this.word = word;
        this.operation = operation;
        this.nameMember = nameMember;
        this.input = input;
    }

    /// As manifests write it.
    public String word() {
        return word;
    }

    /// The operation whose input a manifest's `spec` is.
    public String operation() {
        return operation;
    }

    /// The member of that input which a manifest has as `metadata.name`.
    public String nameMember() {
        return nameMember;
    }

    /// The command that makes an input true.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException in ECS's words if the input is wrong
    public Command<?> command(OperationModel model, Call call) {
        Inputs.check(WORDING, model, input, call.document());
        return put(call);
    }

    abstract Command<?> put(Call call);
}
