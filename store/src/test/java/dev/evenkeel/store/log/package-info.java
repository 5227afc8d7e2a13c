@NullMarked
package dev.evenkeel.store.log;

import org.jspecify.annotations.NullMarked;
