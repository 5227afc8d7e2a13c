@NullMarked
package dev.evenkeel.deploy;

import org.jspecify.annotations.NullMarked;
