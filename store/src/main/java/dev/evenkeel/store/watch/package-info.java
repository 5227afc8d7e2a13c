/// Streams of changes: from a revision, in order, without gaps.
@NullMarked
package dev.evenkeel.store.watch;

import org.jspecify.annotations.NullMarked;
