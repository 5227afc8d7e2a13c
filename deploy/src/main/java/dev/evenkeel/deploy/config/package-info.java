/// What can be set, with defaults and units, and the data directory.
@NullMarked
package dev.evenkeel.deploy.config;

import org.jspecify.annotations.NullMarked;
