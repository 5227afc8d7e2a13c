/// CloudWatch Logs in words, over the log shelf.
@NullMarked
package dev.evenkeel.api.logs;

import org.jspecify.annotations.NullMarked;
