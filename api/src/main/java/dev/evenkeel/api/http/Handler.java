package dev.evenkeel.api.http;

/// Answers requests. Called on a virtual thread of its own for each, so it may block.
@FunctionalInterface
public interface Handler {
    /// The answer; whatever it throws is told as an internal error.
    Answer handle(Incoming incoming) throws InterruptedException;
}
