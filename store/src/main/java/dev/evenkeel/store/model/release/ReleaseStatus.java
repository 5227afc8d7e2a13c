package dev.evenkeel.store.model.release;

/// Where a release is in its life.
public enum ReleaseStatus {
    CREATED("Created"),
    IN_PROGRESS("InProgress"),
    /// It waits for its owner to let the traffic go over.
    READY("Ready"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    STOPPED("Stopped");

    private final String word;

    ReleaseStatus(String word) {
        this.word = word;
    }

    /// CodeDeploy's word.
    public String word() {
        return word;
    }

    /// Whether something is still to come.
    public boolean open() {
        return switch (this) {
            case CREATED, IN_PROGRESS, READY -> true;
            case SUCCEEDED, FAILED, STOPPED -> false;
        };
    }
}
