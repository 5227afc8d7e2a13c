/// Names of load balancers, answered.
@NullMarked
package dev.evenkeel.runtime.dns;

import org.jspecify.annotations.NullMarked;
