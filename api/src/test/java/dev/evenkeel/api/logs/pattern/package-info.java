@NullMarked
package dev.evenkeel.api.logs.pattern;

import org.jspecify.annotations.NullMarked;
