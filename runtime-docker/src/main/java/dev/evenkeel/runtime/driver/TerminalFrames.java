package dev.evenkeel.runtime.driver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// The output of a container that has a terminal, in the frames in which the engine gives all other output: one for
/// each line.
final class TerminalFrames extends InputStream {
    private static final int HEAD = 8;
    private static final int LONGEST = 64 * 1024;
    private static final byte STANDARD_OUTPUT = 1;

    private final InputStream raw;
    private ByteBuffer frame = ByteBuffer.allocate(0);

    TerminalFrames(InputStream raw) {
        this.raw = new BufferedInputStream(raw);
    }

    @Override
    public int read() throws IOException {
        return fill() ? frame.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, frame.remaining());
        frame.get(into, from, count);
        return count;
    }

    @Override
    public int available() throws IOException {
        return frame.hasRemaining() ? frame.remaining() : raw.available();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    /// Whether there is more.
    private boolean fill() throws IOException {
        if (frame.hasRemaining()) {
            return true;
        }
        var line = new ByteArrayOutputStream();
        int next = raw.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n' || line.size() == LONGEST) {
                break;
            }
            next = raw.read();
        }
        if (line.size() == 0) {
            return false;
        }
        frame = ByteBuffer.allocate(HEAD + line.size())
                .put(STANDARD_OUTPUT)
                .put(new byte[3])
                .putInt(line.size())
                .put(line.toByteArray())
                .flip();
        return true;
    }
}
