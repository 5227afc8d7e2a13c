package dev.evenkeel.store.model.release;

/// The lifecycle events of a release, in order.
public enum ReleaseStage {
    BEFORE_INSTALL("BeforeInstall", true),
    /// The replacement comes to be.
    INSTALL("Install", false),
    AFTER_INSTALL("AfterInstall", true),
    /// Test traffic goes to the replacement.
    ALLOW_TEST_TRAFFIC("AllowTestTraffic", false),
    AFTER_ALLOW_TEST_TRAFFIC("AfterAllowTestTraffic", true),
    BEFORE_ALLOW_TRAFFIC("BeforeAllowTraffic", true),
    /// Production traffic goes to the replacement, step by step.
    ALLOW_TRAFFIC("AllowTraffic", false),
    AFTER_ALLOW_TRAFFIC("AfterAllowTraffic", true);

    private final String word;
    private final boolean hooked;

    ReleaseStage(String word, boolean hooked) {
        this.word = word;
        this.hooked = hooked;
    }

    /// CodeDeploy's word.
    public String word() {
        return word;
    }

    /// Whether nothing happens in it but what hooks do.
    public boolean hooked() {
        return hooked;
    }
}
