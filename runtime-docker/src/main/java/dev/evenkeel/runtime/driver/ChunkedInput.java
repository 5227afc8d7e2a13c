package dev.evenkeel.runtime.driver;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The body of an HTTP answer that comes in chunks. Its end is told from a connection that broke off.
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private int left;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = in.read(bytes, offset, Math.min(length, left));
        if (count < 0) {
            throw new EOFException("connection broke off within a chunk");
        }
        left -= count;
        if (left == 0) {
            line(in);
        }
        return count;
    }

    /// Between chunks a head that has begun to come in counts: the rest of it is on its way.
    @Override
    public int available() throws IOException {
        return left == 0 ? in.available() : Math.min(left, in.available());
    }

    private boolean nextChunk() throws IOException {
        if (!ended) {
            left = Integer.parseInt(line(in).trim(), 16);
            ended = left == 0;
        }
        return !ended;
    }

    /// One line of the protocol, without its end.
    ///
    /// @throws EOFException where the connection broke off
    static String line(InputStream in) throws IOException {
        var bytes = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("connection broke off");
            }
            bytes.append((char) b);
        }
        return bytes.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
