@NullMarked
package dev.evenkeel.store.metric;

import org.jspecify.annotations.NullMarked;
