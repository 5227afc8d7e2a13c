package dev.evenkeel.api.http;

import java.io.IOException;
import java.util.Optional;

/// One side of a WebSocket, in straight lines: called on a virtual thread of its own, it may block. The connection ends
/// when it returns.
@FunctionalInterface
public interface Conversation {
    /// Talks until there is no more to say.
    ///
    /// @throws IOException if the other side is gone
    /// @throws InterruptedException if the server stops
    void hold(Line line) throws IOException, InterruptedException;

    /// The connection to the other side. Any thread may send.
    interface Line {
        /// What the other side says next; none once it has gone.
        Optional<Message> next() throws InterruptedException;

        /// Sends text, and waits until the other side has room for more.
        void send(String text) throws IOException, InterruptedException;

        /// Sends bytes, and waits until the other side has room for more.
        void send(byte[] bytes) throws IOException, InterruptedException;
    }

    /// Something that was said.
    sealed interface Message {
        /// In words.
        record Text(String text) implements Message {}

        /// In bytes.
        record Bytes(byte[] bytes) implements Message {}
    }
}
