@NullMarked
package dev.evenkeel.store.watch;

import org.jspecify.annotations.NullMarked;
