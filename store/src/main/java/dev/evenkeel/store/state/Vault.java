package dev.evenkeel.store.state;

import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.TaskId;
import java.util.List;
import java.util.Optional;

/// Secrets and parameters, and which versions tasks were given.
///
/// @param given of tasks that have secrets, until they are forgotten
public record Vault(
        Table<SecretId, SecretRow> secrets, Table<ParameterId, ParameterRow> parameters, Table<TaskId, Given> given) {
    /// Without anything in it.
    public static final Vault EMPTY = new Vault(Table.empty(), Table.empty(), Table.empty());

    /// The hyphen and the six characters after it.
    private static final int SUFFIX = 7;

    /// What a task was given.
    public record Given(TaskId task, List<Resolution> resolutions) {}

    /// The secret that the last part of an ARN means: its name, with the six characters at the end or without.
    public Optional<SecretRow> secretOfArn(String region, String resource) {
        int cut = resource.length() - SUFFIX;
        if (cut > 0 && resource.charAt(cut) == '-') {
            var whole = secrets.get(new SecretId(region, resource.substring(0, cut)))
                    .filter(row -> resource.endsWith(row.suffix()));
            if (whole.isPresent()) {
                return whole;
            }
        }
        return secrets.get(new SecretId(region, resource));
    }

    /// The parameter that the end of an ARN means.
    ///
    /// @param path what follows `parameter`, with its slash: one that is alone may be no part of the name
    public Optional<ParameterRow> parameterOfArn(String region, String path) {
        return parameters
                .get(new ParameterId(region, path))
                .or(() -> parameters.get(new ParameterId(region, path.substring(1))));
    }

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
