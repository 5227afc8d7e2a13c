/// What containers can ask about themselves: the task metadata endpoint and the agent's endpoint for task protection.
@NullMarked
package dev.evenkeel.runtime.metadata;

import org.jspecify.annotations.NullMarked;
