/// Calls to the HTTP endpoints behind lifecycle hooks.
@NullMarked
package dev.evenkeel.deploy.hook;

import org.jspecify.annotations.NullMarked;
