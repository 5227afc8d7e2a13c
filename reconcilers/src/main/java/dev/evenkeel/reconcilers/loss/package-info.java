/// What becomes of the tasks of a host that fell silent.
@NullMarked
package dev.evenkeel.reconcilers.loss;

import org.jspecify.annotations.NullMarked;
