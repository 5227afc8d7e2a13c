package dev.evenkeel.store.model.release;

/// What has a release rolled back by itself.
public enum RollbackCause {
    DEPLOYMENT_FAILURE,
    DEPLOYMENT_STOP_ON_ALARM,
    DEPLOYMENT_STOP_ON_REQUEST
}
