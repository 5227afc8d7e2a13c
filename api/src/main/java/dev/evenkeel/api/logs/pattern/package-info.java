/// The filter patterns of CloudWatch Logs: terms, space-delimited fields and JSON.
@NullMarked
package dev.evenkeel.api.logs.pattern;

import org.jspecify.annotations.NullMarked;
