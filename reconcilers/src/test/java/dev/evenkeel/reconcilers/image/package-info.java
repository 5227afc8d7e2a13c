/// Which bytes a deployment runs.
@NullMarked
package dev.evenkeel.reconcilers.image;

import org.jspecify.annotations.NullMarked;
