/// The native interface, version 1: apply, watch, log, why, and state at any revision.
@NullMarked
package dev.evenkeel.api.v1;

import org.jspecify.annotations.NullMarked;
