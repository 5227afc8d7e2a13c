package dev.evenkeel.store.event;

import dev.evenkeel.store.model.HostId;

/// Who caused a batch.
public sealed interface Origin {
    /// An authenticated caller of the API.
    ///
    /// @param principal the ARN of the caller
    /// @param operation `ecs:RunTask`, or `evenkeel:Apply` for a native call
    record Call(String requestId, String principal, String operation) implements Origin {}

    /// A host told what it saw. Sequences grow by one per host.
    record HostReport(HostId host, long sequence) implements Origin {}

    /// A host began or ceased to talk.
    record Lease(HostId host) implements Origin {}

    /// A host's proxy told what it serves and how targets are.
    record ProxyReport(HostId host) implements Origin {}

    /// A reconciler; the only inner cause.
    record Reconcile(String reconciler, String key) implements Origin {}

    /// The first batch of a log.
    ///
    /// @param version of Evenkeel that made it
    record Genesis(String version) implements Origin {}
}
