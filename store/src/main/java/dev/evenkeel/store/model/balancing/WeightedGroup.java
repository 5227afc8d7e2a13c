package dev.evenkeel.store.model.balancing;

/// A target group and its share of the traffic.
///
/// @param weight from 0 to 999, relative to those beside it
public record WeightedGroup(TargetGroupId group, int weight) {}
