package dev.evenkeel.store.model;

/// How many hosts a placement filter refused, under ECS's word for it, such as `RESOURCE:MEMORY`.
public record Refusal(String reason, int hosts) {}
