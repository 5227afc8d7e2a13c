package dev.evenkeel.store.shelf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The contents of a segment that is not written to any more, in a small file beside it, so that a group is opened
/// without reading all its lines. It says nothing that the segment does not: one that is missing or damaged is made
/// again.
final class SegmentIndex {
    private static final int VERSION = 1;
    private static final String SUFFIX = ".index";

    /// Version and checksum.
    private static final int HEAD = 8;

    private SegmentIndex() {}

    private static Path beside(Path segment) {
        return segment.resolveSibling(segment.getFileName() + SUFFIX);
    }

    /// Keeps the contents of a segment.
    static void write(Path segment, Contents contents) throws IOException {
        var body = new ByteArrayOutputStream();
        contents.write(new DataOutputStream(body));
        var file = ByteBuffer.allocate(HEAD + body.size());
        file.putInt(VERSION).putInt(checksum(body.toByteArray())).put(body.toByteArray());
        var fresh = segment.resolveSibling(segment.getFileName() + ".fresh");
        Files.write(fresh, file.array());
        Files.move(fresh, beside(segment), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The contents that were kept.
    ///
    /// @return none when there are none of a segment as long as this one
    static Optional<Contents> read(Path segment) throws IOException {
        var file = beside(segment);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() < HEAD || bytes.getInt() != VERSION) {
            return Optional.empty();
        }
        int checksum = bytes.getInt();
        var body = new byte[bytes.remaining()];
        bytes.get(body);
        if (checksum != checksum(body)) {
            return Optional.empty();
        }
        var contents = Contents.read(new DataInputStream(new ByteArrayInputStream(body)));
        return contents.size == Files.size(segment) ? Optional.of(contents) : Optional.empty();
    }

    static void delete(Path segment) throws IOException {
        Files.deleteIfExists(beside(segment));
    }

    private static int checksum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }
}
