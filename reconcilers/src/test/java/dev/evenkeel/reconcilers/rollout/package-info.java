/// Tables of what deployment configurations come to.
@NullMarked
package dev.evenkeel.reconcilers.rollout;

import org.jspecify.annotations.NullMarked;
