/// Measurements: kept for a while in memory, lost with the process. They are not events.
@NullMarked
package dev.evenkeel.store.metric;

import org.jspecify.annotations.NullMarked;
