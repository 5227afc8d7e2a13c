package dev.evenkeel.deploy.config;

import dev.evenkeel.runtime.driver.PullBehaviour;

/// How the server looks after its own host.
///
/// @param pulls when a registry is asked for an image that is here
public record HostPolicy(PullBehaviour pulls) {
    /// As the ECS agent does.
    public static final HostPolicy DEFAULTS = new HostPolicy(PullBehaviour.DEFAULT);
}
