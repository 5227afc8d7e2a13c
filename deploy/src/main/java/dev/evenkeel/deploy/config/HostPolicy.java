package dev.evenkeel.deploy.config;

import dev.evenkeel.reconcilers.host.Housekeeping;
import dev.evenkeel.runtime.driver.PullBehaviour;
import dev.evenkeel.runtime.secret.EnvironmentFiles;

/// How the server looks after its own host.
///
/// @param pulls when a registry is asked for an image that is here
/// @param environmentFiles what stands for S3 where containers ask for files of variables
/// @param housekeeping how its disks are kept from filling up
public record HostPolicy(PullBehaviour pulls, EnvironmentFiles environmentFiles, Housekeeping housekeeping) {
    /// As the ECS agent does.
    public static final HostPolicy DEFAULTS =
            new HostPolicy(PullBehaviour.DEFAULT, EnvironmentFiles.NONE, Housekeeping.DEFAULTS);
}
