package dev.evenkeel.api.http;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawResponse;
import java.io.IOException;

/// What is sent back.
public sealed interface Answer {
    /// What was asked for, for the meters.
    Label label();

    /// A service and one of its operations; few enough of both to be counted by.
    record Label(String service, String operation) {}

    /// An answer that is there as a whole.
    record Whole(Label label, RawResponse response) implements Answer {}

    /// An answer that goes on, of status 200, written as it comes.
    record Streamed(Label label, Headers headers, Body body) implements Answer {}

    /// The connection becomes a WebSocket, and this is said over it.
    record Upgraded(Label label, Conversation conversation) implements Answer {}

    /// Writes a stream until it has no more to say, its reader is gone or the server stops.
    @FunctionalInterface
    interface Body {
        /// @throws IOException if the reader is gone
        /// @throws InterruptedException if the server stops
        void writeTo(Sink sink) throws IOException, InterruptedException;
    }

    /// Where a stream is written to.
    @FunctionalInterface
    interface Sink {
        /// Sends these bytes, and waits until the reader has room for more.
        void write(byte[] bytes) throws IOException, InterruptedException;
    }
}
