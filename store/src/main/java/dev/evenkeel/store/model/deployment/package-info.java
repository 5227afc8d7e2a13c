/// Service deployments: their ids, and the words for where one of them is.
@NullMarked
package dev.evenkeel.store.model.deployment;

import org.jspecify.annotations.NullMarked;
