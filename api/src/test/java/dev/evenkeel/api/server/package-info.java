@NullMarked
package dev.evenkeel.api.server;

import org.jspecify.annotations.NullMarked;
