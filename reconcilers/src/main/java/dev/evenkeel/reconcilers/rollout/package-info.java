/// What the deployment configuration of a service asks for, as values.
@NullMarked
package dev.evenkeel.reconcilers.rollout;

import org.jspecify.annotations.NullMarked;
