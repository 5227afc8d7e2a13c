/// The assembly of a server from its parts.
@NullMarked
package dev.evenkeel.deploy.server;

import org.jspecify.annotations.NullMarked;
