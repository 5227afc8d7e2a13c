/// The brain of a host: what to do next with its containers, as pure functions and a role that steps them.
@NullMarked
package dev.evenkeel.reconcilers.host;

import org.jspecify.annotations.NullMarked;
