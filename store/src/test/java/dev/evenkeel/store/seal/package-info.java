@NullMarked
package dev.evenkeel.store.seal;

import org.jspecify.annotations.NullMarked;
