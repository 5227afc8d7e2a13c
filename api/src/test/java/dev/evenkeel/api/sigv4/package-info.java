@NullMarked
package dev.evenkeel.api.sigv4;

import org.jspecify.annotations.NullMarked;
