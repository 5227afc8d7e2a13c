/// State as bytes, stamped with fold version and digest.
@NullMarked
package dev.evenkeel.store.snapshot;

import org.jspecify.annotations.NullMarked;
