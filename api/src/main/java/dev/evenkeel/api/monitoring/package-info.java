/// CloudWatch metrics, in AWS's words.
@NullMarked
package dev.evenkeel.api.monitoring;

import org.jspecify.annotations.NullMarked;
