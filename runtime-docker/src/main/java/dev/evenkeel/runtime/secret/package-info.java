/// The values that containers are given: secrets are opened here, just before their container is created.
@NullMarked
package dev.evenkeel.runtime.secret;

import org.jspecify.annotations.NullMarked;
