/// Networks of tasks: which interface a task gets, and what may reach it.
@NullMarked
package dev.evenkeel.reconcilers.network;

import org.jspecify.annotations.NullMarked;
