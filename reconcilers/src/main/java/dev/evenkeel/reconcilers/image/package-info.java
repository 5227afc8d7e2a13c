/// Which bytes a deployment runs: tags resolved to digests once, for all of its tasks.
@NullMarked
package dev.evenkeel.reconcilers.image;

import org.jspecify.annotations.NullMarked;
