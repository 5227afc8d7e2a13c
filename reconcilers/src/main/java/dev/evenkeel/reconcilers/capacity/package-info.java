/// What capacity tasks are given: strategies of capacity providers and the arithmetic of their weights.
@NullMarked
package dev.evenkeel.reconcilers.capacity;

import org.jspecify.annotations.NullMarked;
