/// The data plane of load balancers.
@NullMarked
package dev.evenkeel.runtime.proxy;

import org.jspecify.annotations.NullMarked;
