package dev.evenkeel.deploy.config;

import dev.evenkeel.reconcilers.host.Housekeeping;
import dev.evenkeel.runtime.driver.PullBehaviour;
import dev.evenkeel.runtime.secret.EnvironmentFiles;
import java.time.Duration;

/// How the server looks after its own host.
///
/// @param pulls when a registry is asked for an image that is here
/// @param environmentFiles what stands for S3 where containers ask for files of variables
/// @param housekeeping how its disks are kept from filling up
/// @param taskCleanupWait for how long ended containers of stopped tasks are left there
public record HostPolicy(
        PullBehaviour pulls, EnvironmentFiles environmentFiles, Housekeeping housekeeping, Duration taskCleanupWait) {
    /// As the ECS agent does, but for what has ended: how it ended and its output are kept, so it goes at once.
    public static final HostPolicy DEFAULTS =
            new HostPolicy(PullBehaviour.DEFAULT, EnvironmentFiles.NONE, Housekeeping.DEFAULTS, Duration.ZERO);

    public HostPolicy {
        if (taskCleanupWait.isNegative()) {
            throw new IllegalArgumentException("ended containers are removed after a time, not before they have ended");
        }
    }
}
