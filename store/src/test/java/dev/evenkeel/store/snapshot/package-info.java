@NullMarked
package dev.evenkeel.store.snapshot;

import org.jspecify.annotations.NullMarked;
