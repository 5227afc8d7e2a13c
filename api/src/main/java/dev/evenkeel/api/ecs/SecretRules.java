package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Credentials;
import dev.evenkeel.api.ecs.TaskDefinitionInput.EnvironmentFile;
import dev.evenkeel.api.ecs.TaskDefinitionInput.LogConfiguration;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Secret;
import dev.evenkeel.reconcilers.secret.SecretSource;
import dev.evenkeel.store.model.Resolution.Use;
import dev.evenkeel.store.model.ValueFrom;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What ECS asks of secrets and files of environment variables.
final class SecretRules {
    private static final Pattern FILE = Pattern.compile("arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]+/.+\\.env");
    private static final int MOST_FILES = 10;

    private SecretRules() {}

    static void check(Container container, TaskDefinitionInput task) {
        var options = container.logConfiguration() instanceof LogConfiguration logs
                ? logs.secretOptions()
                : List.<Secret>of();
        named(container);
        container.secrets().forEach(secret -> source(container, secret, Use.ENVIRONMENT));
        options.forEach(option -> source(container, option, Use.LOG_OPTION));
        if (task.executionRoleArn() == null && !(container.secrets().isEmpty() && options.isEmpty())) {
            throw Errors.client("When you are specifying container secrets, you must also specify a value for"
                    + " 'executionRoleArn'.");
        }
        files(container.environmentFiles(), container.label());
        if (container.repositoryCredentials() instanceof Credentials credentials) {
            registry(container, credentials.credentialsParameter(), task);
        }
    }

    private static void registry(Container container, String secret, TaskDefinitionInput task) {
        if (SecretSource.of(new ValueFrom(Use.REGISTRY, "", secret), "").isEmpty()) {
            throw Errors.client("Invalid repositoryCredentials.credentialsParameter '" + secret + "' for container '"
                    + container.label() + "'.");
        }
        if (task.executionRoleArn() == null) {
            throw Errors.client("When you are specifying repositoryCredentials, you must also specify a value for"
                    + " 'executionRoleArn'.");
        }
    }

    /// A variable has one source.
    private static void named(Container container) {
        var names = new TreeSet<String>();
        container.environment().forEach(variable -> names.add(variable.name() == null ? "" : variable.name()));
        for (var secret : container.secrets()) {
            if (!names.add(secret.name())) {
                throw Errors.client("The secret name must be unique and not shared with any new or existing environment"
                        + " variables set on the container, such as '" + secret.name() + "'.");
            }
        }
    }

    private static void source(Container container, Secret secret, Use use) {
        if (secret.name().isBlank()) {
            throw Errors.client("Secret name should not be null or empty.");
        }
        if (SecretSource.of(new ValueFrom(use, secret.name(), secret.valueFrom()), "")
                .isEmpty()) {
            throw Errors.client("Invalid valueFrom '" + secret.valueFrom() + "' of secret '" + secret.name()
                    + "' for container '" + container.label() + "'.");
        }
    }

    /// @param container name of the container that has them
    static void files(List<EnvironmentFile> files, String container) {
        if (files.size() > MOST_FILES) {
            throw Errors.client("Invalid 'environmentFiles' setting for container '" + container
                    + "'. There can be at most " + MOST_FILES + " files, not " + files.size() + ".");
        }
        for (var file : files) {
            if (!file.type().equals("s3") || !FILE.matcher(file.value()).matches()) {
                throw Errors.client("Invalid 'environmentFiles' setting for container '" + container + "': "
                        + file.type() + " " + file.value() + ". It must be s3 and the ARN of an object whose name ends"
                        + " with .env.");
            }
        }
    }
}
