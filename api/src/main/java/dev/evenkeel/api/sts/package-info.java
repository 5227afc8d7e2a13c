/// The one operation of STS that clients use to ask who they are.
@NullMarked
package dev.evenkeel.api.sts;

import org.jspecify.annotations.NullMarked;
