/// The socket: one listener, one virtual thread per request. The only place that knows the HTTP library.
@NullMarked
package dev.evenkeel.api.http;

import org.jspecify.annotations.NullMarked;
