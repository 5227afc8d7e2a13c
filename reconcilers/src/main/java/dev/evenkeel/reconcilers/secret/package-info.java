/// Secrets and parameters as tasks are given them: what a definition names, and which version of it a task gets.
@NullMarked
package dev.evenkeel.reconcilers.secret;

import org.jspecify.annotations.NullMarked;
