/// What events were in earlier versions, and how they are read today.
@NullMarked
package dev.evenkeel.store.event.retired;

import org.jspecify.annotations.NullMarked;
