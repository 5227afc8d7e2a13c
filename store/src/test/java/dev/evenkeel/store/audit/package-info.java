@NullMarked
package dev.evenkeel.store.audit;

import org.jspecify.annotations.NullMarked;
