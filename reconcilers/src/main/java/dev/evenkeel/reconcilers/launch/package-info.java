/// How a task comes to be, whoever wants it.
@NullMarked
package dev.evenkeel.reconcilers.launch;

import org.jspecify.annotations.NullMarked;
