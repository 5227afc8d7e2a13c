/// ECS's cluster query language: which container instances are meant.
@NullMarked
package dev.evenkeel.reconcilers.placement.query;

import org.jspecify.annotations.NullMarked;
