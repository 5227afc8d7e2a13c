/// Lifecycle hooks as calls to somebody outside: which are due, what they are told, and what they may answer.
@NullMarked
package dev.evenkeel.reconcilers.hook;

import org.jspecify.annotations.NullMarked;
