package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.ledger.Transaction;

/// Something that is asked of Evenkeel, in typed words. Decides itself, purely; refuses with ECS's own error.
public sealed interface Command<R> extends Transaction<R>
        permits ClusterCommand,
                AccountCommand,
                InstanceCommand,
                TagCommand,
                ProtectTasks,
                DeleteTaskDefinitions,
                Limited,
                TaskDefinitionCommand,
                TaskCommand,
                ServiceCommand,
                ServiceDeploymentCommand,
                HookCommand,
                TaskSetCommand,
                ReleaseCommand,
                LogsCommand,
                SecretCommand,
                ParameterCommand,
                BalancingCommand,
                AlarmCommand,
                NetworkCommand,
                SecurityGroupCommand,
                HostCommand,
                Apply,
                Refuse {}
