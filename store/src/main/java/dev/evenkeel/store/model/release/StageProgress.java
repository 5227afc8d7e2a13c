package dev.evenkeel.store.model.release;

/// How far a lifecycle event of a release is.
public enum StageProgress {
    PENDING("Pending"),
    IN_PROGRESS("InProgress"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    SKIPPED("Skipped");

    private final String word;

    StageProgress(String word) {
        this.word = word;
    }

    /// CodeDeploy's word.
    public String word() {
        return word;
    }

    /// Whether what comes after it may begin.
    public boolean passed() {
        return this == SUCCEEDED || this == SKIPPED;
    }
}
