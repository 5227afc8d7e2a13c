@NullMarked
package dev.evenkeel.store.model.release;

import org.jspecify.annotations.NullMarked;
