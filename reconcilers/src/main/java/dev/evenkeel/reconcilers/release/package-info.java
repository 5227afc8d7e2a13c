/// CodeDeploy: brings a service from one task set to the next, and its traffic with it.
@NullMarked
package dev.evenkeel.reconcilers.release;

import org.jspecify.annotations.NullMarked;
