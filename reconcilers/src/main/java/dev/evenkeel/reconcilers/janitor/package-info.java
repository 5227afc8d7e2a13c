/// What leaves the live state when it is old enough.
@NullMarked
package dev.evenkeel.reconcilers.janitor;

import org.jspecify.annotations.NullMarked;
