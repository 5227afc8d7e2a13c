@NullMarked
package dev.evenkeel.api.http;

import org.jspecify.annotations.NullMarked;
