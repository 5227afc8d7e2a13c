/// The fold of the log: one immutable value per revision.
@NullMarked
package dev.evenkeel.store.state;

import org.jspecify.annotations.NullMarked;
