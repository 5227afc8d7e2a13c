package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import java.time.Instant;

/// A load balancer as it is now.
///
/// @param since the event that made it so
public record LoadBalancerRow(LoadBalancerId id, LoadBalancerSpec spec, Instant createdAt, EventRef since) {}
