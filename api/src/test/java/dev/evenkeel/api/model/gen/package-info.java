/// The build-time tool that turns published AWS service models into the compact resources of `dev.evenkeel.api.model`.
@NullMarked
package dev.evenkeel.api.model.gen;

import org.jspecify.annotations.NullMarked;
