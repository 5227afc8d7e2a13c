/// Decisions: what is done about the facts. Pure: state, a command or key, and inputs go in, events come out.
@NullMarked
package dev.evenkeel.reconcilers;

import org.jspecify.annotations.NullMarked;
