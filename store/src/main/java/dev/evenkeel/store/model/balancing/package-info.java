/// Load balancing: typed ids, and what load balancers, target groups, listeners and rules were asked to be.
@NullMarked
package dev.evenkeel.store.model.balancing;

import org.jspecify.annotations.NullMarked;
