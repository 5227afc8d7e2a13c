package dev.evenkeel.store.model;

/// One port of a container as it is reachable on its host.
///
/// @param protocol `tcp` or `udp`
public record HostPort(String container, int containerPort, int hostPort, String protocol) {}
