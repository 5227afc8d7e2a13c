package dev.evenkeel.store.event;

/// A fact in the past tense. Carries only what changed.
public sealed interface Event
        permits CallEvent,
                ClusterEvent,
                TaskDefinitionEvent,
                ServiceEvent,
                DeploymentEvent,
                ServiceDeploymentEvent,
                TaskSetEvent,
                ReleaseEvent,
                TaskEvent,
                HostEvent,
                LogsEvent,
                AccountEvent,
                SecretEvent,
                BalancingEvent,
                AlarmEvent,
                NetworkEvent {}
