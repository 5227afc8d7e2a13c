/// The conductor: which reconciler looks at which key, and when.
@NullMarked
package dev.evenkeel.reconcilers.loop;

import org.jspecify.annotations.NullMarked;
