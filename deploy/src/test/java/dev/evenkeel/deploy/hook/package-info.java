/// What endpoints of hooks answer.
@NullMarked
package dev.evenkeel.deploy.hook;

import org.jspecify.annotations.NullMarked;
