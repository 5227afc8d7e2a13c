package dev.evenkeel.reconcilers.balancing;

/// How many there may be of each: AWS's quotas of a new account.
public final class BalancingLimits {
    public static final int APPLICATION_LOAD_BALANCERS = 50;
    public static final int NETWORK_LOAD_BALANCERS = 50;
    public static final int TARGET_GROUPS = 3000;
    public static final int LISTENERS = 50;
    public static final int RULES = 100;
    public static final int TARGETS = 1000;
    public static final int GROUPS_PER_ACTION = 5;
    public static final int CONDITION_VALUES = 5;
    public static final int CERTIFICATES = 25;

    private BalancingLimits() {}
}
