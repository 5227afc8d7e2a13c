/// Meters: what the batches say, folded, and what requests cost.
@NullMarked
package dev.evenkeel.api.metrics;

import org.jspecify.annotations.NullMarked;
