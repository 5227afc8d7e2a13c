package dev.evenkeel.store.model;

/// The host that came nearest to taking a task, and what it refused it for.
public record Nearest(HostId host, String reason) {}
