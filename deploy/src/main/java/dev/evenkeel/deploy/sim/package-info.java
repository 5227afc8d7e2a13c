/// Many seeds of the simulator, run side by side and told in order.
@NullMarked
package dev.evenkeel.deploy.sim;

import org.jspecify.annotations.NullMarked;
