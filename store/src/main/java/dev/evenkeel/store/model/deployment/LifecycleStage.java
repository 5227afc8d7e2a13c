package dev.evenkeel.store.model.deployment;

/// The stages of a deployment that shifts traffic, in order; ECS's words. A rolling one knows the last three only.
public enum LifecycleStage {
    RECONCILE_SERVICE,
    PRE_SCALE_UP,
    SCALE_UP,
    POST_SCALE_UP,
    TEST_TRAFFIC_SHIFT,
    POST_TEST_TRAFFIC_SHIFT,
    /// Before each step of the shift.
    PRE_PRODUCTION_TRAFFIC_SHIFT,
    /// The step itself.
    PRODUCTION_TRAFFIC_SHIFT,
    POST_PRODUCTION_TRAFFIC_SHIFT,
    BAKE_TIME,
    CLEAN_UP
}
