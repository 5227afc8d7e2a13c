package dev.evenkeel.store.model.deployment;

/// Whose requests are meant: those of the test listener rules or those of the production ones.
public enum Traffic {
    TEST,
    PRODUCTION
}
