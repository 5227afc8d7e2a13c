package dev.evenkeel.store.model.release;

/// What a release waits for that its owner may cut short.
public enum ReleaseWait {
    /// Before production traffic goes over.
    READY_WAIT,
    /// Before the original tasks are stopped.
    TERMINATION_WAIT
}
