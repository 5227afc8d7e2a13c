/// What callers and hosts may ask, each deciding itself.
@NullMarked
package dev.evenkeel.reconcilers.command;

import org.jspecify.annotations.NullMarked;
