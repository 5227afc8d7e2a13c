/// Deployments of CodeDeploy and what they are made from. They are called releases here: a service's own deployments
/// are something else.
@NullMarked
package dev.evenkeel.store.model.release;

import org.jspecify.annotations.NullMarked;
