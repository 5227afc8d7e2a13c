/// The whole system on one thread, under a virtual clock and a seed.
@NullMarked
package dev.evenkeel.reconcilers.sim;

import org.jspecify.annotations.NullMarked;
