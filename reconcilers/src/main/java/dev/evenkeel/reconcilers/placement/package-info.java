/// Which host takes a task.
@NullMarked
package dev.evenkeel.reconcilers.placement;

import org.jspecify.annotations.NullMarked;
