/// What the server does by itself.
@NullMarked
package dev.evenkeel.deploy.server;

import org.jspecify.annotations.NullMarked;
