/// Secrets at rest: values are sealed before they become part of anything that is kept.
@NullMarked
package dev.evenkeel.store.seal;

import org.jspecify.annotations.NullMarked;
