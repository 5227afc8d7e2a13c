@NullMarked
package dev.evenkeel.api.protocol;

import org.jspecify.annotations.NullMarked;
