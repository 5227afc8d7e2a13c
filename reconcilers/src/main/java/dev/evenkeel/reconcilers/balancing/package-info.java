/// Load balancing: what proxies are told to do, what of a request a rule looks at, and when targets have drained.
@NullMarked
package dev.evenkeel.reconcilers.balancing;

import org.jspecify.annotations.NullMarked;
