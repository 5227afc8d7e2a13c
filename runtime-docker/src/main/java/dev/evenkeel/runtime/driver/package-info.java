/// Containers on a Docker Engine. The only package that knows docker-java.
@NullMarked
package dev.evenkeel.runtime.driver;

import org.jspecify.annotations.NullMarked;
