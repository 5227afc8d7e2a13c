package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.config.HostPolicy;
import dev.evenkeel.runtime.driver.PullBehaviour;
import dev.evenkeel.runtime.secret.EnvironmentFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// How `evenkeel up` looks after its host.
final class HostOptions {
    @Option(
            names = "--image-pull-behavior",
            paramLabel = "WORD",
            converter = Behaviour.class,
            description = "default, always, once or prefer-cached, as of the ECS agent (default: default).")
    private @Nullable PullBehaviour pulls;

    @Option(
            names = "--environment-files",
            paramLabel = "DIR",
            description = "Folder of environment files, DIR/BUCKET/KEY.env (default: none).")
    private @Nullable Path environmentFiles;

    /// Reads the agent's words.
    static final class Behaviour implements ITypeConverter<PullBehaviour> {
        @Override
        public PullBehaviour convert(String word) {
            return PullBehaviour.of(word);
        }
    }

    HostPolicy policy() {
        var defaults = HostPolicy.DEFAULTS;
        return new HostPolicy(
                pulls == null ? defaults.pulls() : pulls, new EnvironmentFiles(Optional.ofNullable(environmentFiles)));
    }
}
