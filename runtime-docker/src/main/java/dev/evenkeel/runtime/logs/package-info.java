/// Brings what containers write into the log shelf.
@NullMarked
package dev.evenkeel.runtime.logs;

import org.jspecify.annotations.NullMarked;
