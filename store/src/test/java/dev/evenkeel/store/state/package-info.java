@NullMarked
package dev.evenkeel.store.state;

import org.jspecify.annotations.NullMarked;
