/// Amazon ECS in words: names and ARNs, the rules of its inputs, and rows told as ECS tells them.
@NullMarked
package dev.evenkeel.api.ecs;

import org.jspecify.annotations.NullMarked;
