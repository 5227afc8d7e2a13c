/// The engine client and the sample image against a real engine.
@NullMarked
package dev.evenkeel.deploy.engine;

import org.jspecify.annotations.NullMarked;
