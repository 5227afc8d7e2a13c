package dev.evenkeel.store.shelf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One file of a group. What it holds of each stream is counted in memory. Not safe for several threads, but for the
/// views it gives out.
///
/// Files are read and written through `RandomAccessFile`: a channel would be closed by the interruption of any thread
/// that happens to use it.
final class Segment {
    private final Path file;
    private final int number;
    private final Contents contents;

    /// A line and where it stands.
    ///
    /// @param position of the line among all of its group
    record Placed(String stream, Cell.Line line, long position) {
        LogPlace place() {
            return new LogPlace(line.timestamp(), position);
        }
    }

    /// What a segment held at some time. Lines that came later are not in it.
    ///
    /// @param ended numbers of streams that are deleted
    record View(Path file, int number, int size, Tally matching, BitSet ended) {
        /// All lines, in the order in which they came in. None when the file has been deleted meanwhile.
        void forEach(Consumer<Placed> each) throws IOException {
            ByteBuffer bytes;
            try {
                bytes = read(file, size);
            } catch (NoSuchFileException _) {
                // The group was deleted, or its lines too old, while it was read.
                return;
            }
            var names = new ArrayList<String>();
            scan(bytes, (cell, at, _) -> {
                if (cell instanceof Cell.Stream stream) {
                    names.add(stream.name());
                } else if (cell instanceof Cell.Line line && !ended.get(line.stream())) {
                    each.accept(new Placed(names.get(line.stream()), line, position(number, at)));
                }
            });
        }
    }

    private interface Visitor {
        void cell(Cell cell, int offset, int bytes);
    }

    private Segment(Path file, int number, Contents contents) {
        this.file = file;
        this.number = number;
        this.contents = contents;
    }

    /// Opens a segment, new or as it was left. A cell that was cut short at its end is cut off.
    static Segment open(Path file, int number) throws IOException {
        var segment = new Segment(file, number, new Contents());
        if (Files.exists(file)) {
            segment.recover();
        }
        return segment;
    }

    /// Opens a segment that is not written to any more, by what was kept of it if that is there.
    static Segment openClosed(Path file, int number) throws IOException {
        var known = SegmentIndex.read(file);
        if (known.isPresent()) {
            return new Segment(file, number, known.get());
        }
        var segment = open(file, number);
        segment.close();
        return segment;
    }

    /// Nothing will be written to it any more.
    void close() throws IOException {
        SegmentIndex.write(file, contents);
    }

    /// Deletes its files.
    void delete() throws IOException {
        SegmentIndex.delete(file);
        Files.deleteIfExists(file);
    }

    private void recover() throws IOException {
        var bytes = read(file, (int) Files.size(file));
        var names = new ArrayList<String>();
        scan(bytes, (cell, _, length) -> {
            switch (cell) {
                case Cell.Stream stream -> {
                    names.add(stream.name());
                    contents.opened(stream);
                }
                case Cell.End end -> {
                    contents.deleted.add(end.name());
                    forget(end.name());
                }
                case Cell.Line line ->
                    contents.tallies.merge(names.get(line.stream()), Tally.of(line, length), Tally::plus);
            }
        });
        contents.size = bytes.position();
        if (bytes.hasRemaining()) {
            cutTo(contents.size);
        }
    }

    int number() {
        return number;
    }

    int size() {
        return contents.size;
    }

    /// When the oldest of its streams was made; later than everything while it is empty.
    long begun() {
        return contents.begun;
    }

    /// Timestamp of its latest line; before everything when it has none.
    long latest() {
        return contents.tallies.values().stream().mapToLong(Tally::last).max().orElse(Long.MIN_VALUE);
    }

    /// What it holds of each stream.
    NavigableMap<String, Tally> tallies() {
        return contents.tallies;
    }

    /// The streams that were deleted while it was the last.
    List<String> deleted() {
        return contents.deleted;
    }

    /// What it holds now of the streams that are asked for.
    View view(Predicate<String> wanted) {
        var matching = Tally.NONE;
        for (var tally : contents.tallies.entrySet()) {
            if (wanted.test(tally.getKey())) {
                matching = matching.plus(tally.getValue());
            }
        }
        return new View(file, number, contents.size, matching, (BitSet) contents.ended.clone());
    }

    boolean knows(String stream) {
        return contents.numbers.containsKey(stream);
    }

    /// Begins a stream that it does not know.
    void begin(String name, Tally before, long at) throws IOException {
        var stream = new Cell.Stream(contents.streams, Math.min(before.created(), at), before.source(), name);
        write(List.of(Cell.encode(stream)));
        contents.opened(stream);
    }

    /// Puts lines of a stream that it knows at the end, all or none.
    void append(String name, long ingestion, List<LogShelf.Line> lines) throws IOException {
        int index = contents.numbers.getOrDefault(name, -1);
        var cells = new ArrayList<ByteBuffer>();
        var tally = Tally.NONE;
        for (var line : lines) {
            var cell = Cell.Line.of(index, ingestion, line);
            var encoded = Cell.encode(cell);
            tally = tally.plus(Tally.of(cell, encoded.limit()));
            cells.add(encoded);
        }
        write(cells);
        contents.tallies.merge(name, tally, Tally::plus);
    }

    /// Writes down that a stream is deleted.
    void end(String name) throws IOException {
        write(List.of(Cell.encode(new Cell.End(name))));
        contents.deleted.add(name);
    }

    /// Holds nothing of a stream any more.
    void forget(String name) {
        contents.forget(name);
    }

    private void write(List<ByteBuffer> cells) throws IOException {
        var all = ByteBuffer.allocate(cells.stream().mapToInt(ByteBuffer::limit).sum());
        cells.forEach(all::put);
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(contents.size);
            out.write(all.array());
        } catch (IOException e) {
            cutTo(contents.size);
            throw e;
        }
        contents.size += all.capacity();
    }

    private void cutTo(int length) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(length);
        }
    }

    private static ByteBuffer read(Path file, int length) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            var bytes = new byte[length];
            in.readFully(bytes);
            return ByteBuffer.wrap(bytes);
        }
    }

    /// Goes through all whole cells and leaves the buffer behind the last.
    private static void scan(ByteBuffer in, Visitor visitor) {
        int at = in.position();
        for (var cell = Cell.decode(in); cell.isPresent(); cell = Cell.decode(in)) {
            visitor.cell(cell.get(), at, in.position() - at);
            at = in.position();
        }
    }

    private static long position(int number, int offset) {
        return ((long) number << Integer.SIZE) | offset;
    }
}
