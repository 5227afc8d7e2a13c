/// Desired state as documents: compared with the state, turned into one transaction.
@NullMarked
package dev.evenkeel.api.manifest;

import org.jspecify.annotations.NullMarked;
