package dev.evenkeel.store.state;

import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.TaskId;
import java.util.List;

/// Secrets and parameters, and which versions tasks were given.
///
/// @param given of tasks that have secrets, until they are forgotten
public record Vault(
        Table<SecretId, SecretRow> secrets, Table<ParameterId, ParameterRow> parameters, Table<TaskId, Given> given) {
    /// Without anything in it.
    public static final Vault EMPTY = new Vault(Table.empty(), Table.empty(), Table.empty());

    /// What a task was given.
    public record Given(TaskId task, List<Resolution> resolutions) {}

    /// With a secret made or replaced.
    public Vault with(SecretRow row) {
        return new Vault(secrets.with(row.id(), row), parameters, given);
    }

    /// Without a secret.
    public Vault without(SecretId secret) {
        return new Vault(secrets.without(secret), parameters, given);
    }

    /// With a parameter made or replaced.
    public Vault with(ParameterRow row) {
        return new Vault(secrets, parameters.with(row.id(), row), given);
    }

    /// Without a parameter.
    public Vault without(ParameterId parameter) {
        return new Vault(secrets, parameters.without(parameter), given);
    }

    /// With what a task was given.
    public Vault with(Given task) {
        return new Vault(secrets, parameters, given.with(task.task, task));
    }

    /// Without a task.
    public Vault without(TaskId task) {
        return given.get(task).isEmpty() ? this : new Vault(secrets, parameters, given.without(task));
    }

    /// What a task was given; nothing where it asked for nothing.
    public List<Resolution> givenTo(TaskId task) {
        return given.get(task).map(Given::resolutions).orElse(List.of());
    }
}
