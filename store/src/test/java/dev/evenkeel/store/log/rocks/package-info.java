@NullMarked
package dev.evenkeel.store.log.rocks;

import org.jspecify.annotations.NullMarked;
