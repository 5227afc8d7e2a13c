/// Settings and the data directory.
@NullMarked
package dev.evenkeel.deploy.config;

import org.jspecify.annotations.NullMarked;
