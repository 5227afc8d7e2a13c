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
import java.util.TreeMap;
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
    private final TreeMap<String, Integer> numbers = new TreeMap<>();
    private final TreeMap<String, Tally> tallies = new TreeMap<>();
    private final BitSet ended = new BitSet();
    private final List<String> deleted = new ArrayList<>();
    private int streams;
    private long begun = Long.MAX_VALUE;
    private int size;

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

    private Segment(Path file, int number) {
        this.file = file;
        this.number = number;
    }

    /// Opens a segment, new or as it was left. A cell that was cut short at its end is cut off.
    static Segment open(Path file, int number) throws IOException {
        var segment = new Segment(file, number);
        if (Files.exists(file)) {
            segment.recover();
        }
        return segment;
    }

    private void recover() throws IOException {
        var bytes = read(file, (int) Files.size(file));
        var names = new ArrayList<String>();
        scan(bytes, (cell, _, length) -> {
            switch (cell) {
                case Cell.Stream stream -> {
                    names.add(stream.name());
                    opened(stream);
                }
                case Cell.End end -> {
                    deleted.add(end.name());
                    forget(end.name());
                }
                case Cell.Line line -> tallies.merge(names.get(line.stream()), Tally.of(line, length), Tally::plus);
            }
        });
        size = bytes.position();
        if (bytes.hasRemaining()) {
            cutTo(size);
        }
    }

    private void opened(Cell.Stream stream) {
        numbers.put(stream.name(), stream.number());
        tallies.merge(stream.name(), Tally.of(stream), Tally::plus);
        streams++;
        begun = Math.min(begun, stream.created());
    }

    int number() {
        return number;
    }

    int size() {
        return size;
    }

    Path file() {
        return file;
    }

    /// When the oldest of its streams was made; later than everything while it is empty.
    long begun() {
        return begun;
    }

    /// Timestamp of its latest line; before everything when it has none.
    long latest() {
        return tallies.values().stream().mapToLong(Tally::last).max().orElse(Long.MIN_VALUE);
    }

    /// What it holds of each stream.
    NavigableMap<String, Tally> tallies() {
        return tallies;
    }

    /// The streams that were deleted while it was the last.
    List<String> deleted() {
        return deleted;
    }

    /// What it holds now of the streams that are asked for.
    View view(Predicate<String> wanted) {
        var matching = Tally.NONE;
        for (var tally : tallies.entrySet()) {
            if (wanted.test(tally.getKey())) {
                matching = matching.plus(tally.getValue());
            }
        }
        return new View(file, number, size, matching, (BitSet) ended.clone());
    }

    boolean knows(String stream) {
        return numbers.containsKey(stream);
    }

    /// Begins a stream that it does not know.
    void begin(String name, Tally before, long at) throws IOException {
        var stream = new Cell.Stream(streams, Math.min(before.created(), at), before.source(), name);
        write(List.of(Cell.encode(stream)));
        opened(stream);
    }

    /// Puts lines of a stream that it knows at the end, all or none.
    void append(String name, long ingestion, List<LogShelf.Line> lines) throws IOException {
        int index = numbers.getOrDefault(name, -1);
        var cells = new ArrayList<ByteBuffer>();
        var tally = Tally.NONE;
        for (var line : lines) {
            var cell = Cell.Line.of(index, ingestion, line);
            var encoded = Cell.encode(cell);
            tally = tally.plus(Tally.of(cell, encoded.limit()));
            cells.add(encoded);
        }
        write(cells);
        tallies.merge(name, tally, Tally::plus);
    }

    /// Writes down that a stream is deleted.
    void end(String name) throws IOException {
        write(List.of(Cell.encode(new Cell.End(name))));
        deleted.add(name);
    }

    /// Holds nothing of a stream any more.
    void forget(String name) {
        var known = numbers.remove(name);
        if (known != null) {
            ended.set(known);
            tallies.remove(name);
        }
    }

    private void write(List<ByteBuffer> cells) throws IOException {
        var all = ByteBuffer.allocate(cells.stream().mapToInt(ByteBuffer::limit).sum());
        cells.forEach(all::put);
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(size);
            out.write(all.array());
        } catch (IOException e) {
            cutTo(size);
            throw e;
        }
        size += all.capacity();
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
