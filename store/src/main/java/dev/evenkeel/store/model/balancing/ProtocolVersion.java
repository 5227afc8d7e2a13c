package dev.evenkeel.store.model.balancing;

/// The HTTP that targets of a group are spoken to in.
public enum ProtocolVersion {
    HTTP1,
    HTTP2,
    GRPC
}
