package dev.evenkeel.api.http;

/// Is told what each request cost.
@FunctionalInterface
public interface RequestMeter {
    /// @param nanos from the first byte in to the last byte handed to the socket
    void answered(Answer.Label label, int status, long nanos);
}
