@NullMarked
package dev.evenkeel.api.shell;

import org.jspecify.annotations.NullMarked;
