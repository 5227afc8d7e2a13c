/// What containers use, as the engine counts it.
@NullMarked
package dev.evenkeel.runtime.stats;

import org.jspecify.annotations.NullMarked;
