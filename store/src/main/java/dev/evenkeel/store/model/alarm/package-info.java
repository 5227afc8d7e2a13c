/// Alarms: typed ids, and what alarms were asked to watch.
@NullMarked
package dev.evenkeel.store.model.alarm;

import org.jspecify.annotations.NullMarked;
