/// Questions to the log: why, what happened to this, is it intact.
@NullMarked
package dev.evenkeel.store.audit;

import org.jspecify.annotations.NullMarked;
