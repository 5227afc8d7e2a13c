package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.config.HostPolicy;
import dev.evenkeel.reconcilers.host.Housekeeping;
import dev.evenkeel.runtime.driver.PullBehaviour;
import dev.evenkeel.runtime.secret.EnvironmentFiles;
import java.nio.file.Path;
import java.time.Duration;
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

    @Option(
            names = "--image-cleanup",
            paramLabel = "on|off",
            description = "Whether images that were fetched and are not used are removed (default: on).")
    private String imageCleanup = "on";

    @Option(
            names = "--image-minimum-age",
            paramLabel = "MINUTES",
            description = "For how long an image must have been unused before that (default: 60).")
    private @Nullable Integer imageAge;

    @Option(
            names = "--disk-pressure",
            paramLabel = "PERCENT",
            description = "From how full a disk on the host takes no new tasks (default: 95).")
    private @Nullable Integer diskPressure;

    @Option(
            names = "--task-cleanup-wait",
            paramLabel = "MINUTES",
            description = "For how long containers of stopped tasks are left there (default: 0; the ECS agent's: 180).")
    private int taskCleanupWait;

    /// Reads the agent's words.
    static final class Behaviour implements ITypeConverter<PullBehaviour> {
        @Override
        public PullBehaviour convert(String word) {
            return PullBehaviour.of(word);
        }
    }

    HostPolicy policy() {
        var defaults = HostPolicy.DEFAULTS;
        var usual = defaults.housekeeping();
        var ways = new Housekeeping(
                usual.every(),
                imageAge == null ? usual.imageAge() : Duration.ofMinutes(imageAge),
                "off".equals(imageCleanup) ? 0 : usual.mostImages(),
                diskPressure == null ? usual.fullPercent() : diskPressure);
        return new HostPolicy(
                pulls == null ? defaults.pulls() : pulls,
                new EnvironmentFiles(Optional.ofNullable(environmentFiles)),
                ways,
                Duration.ofMinutes(taskCleanupWait));
    }
}
