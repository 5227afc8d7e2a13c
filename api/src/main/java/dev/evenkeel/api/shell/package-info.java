/// ExecuteCommand's own stream: a terminal in a container over a WebSocket.
@NullMarked
package dev.evenkeel.api.shell;

import org.jspecify.annotations.NullMarked;
