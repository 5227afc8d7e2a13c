package dev.evenkeel.store.shelf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final List<String> names = new ArrayList<>();
    private final TreeMap<String, Integer> numbers = new TreeMap<>();
    private final TreeMap<String, Tally> tallies = new TreeMap<>();
    private int size;

    /// A line and where it stands.
    ///
    /// @param position of the line among all of its group
    record Placed(String stream, Cell.Line line, long position) {}

    /// What a segment held at some time. Lines that came later are not in it.
    record View(Path file, int number, int size, Tally matching) {
        /// All lines, in the order in which they came in. None when the file has been deleted meanwhile.
        void forEach(Consumer<Placed> each) throws IOException {
            try {
                scan(read(file, size), number, (placed, _) -> each.accept(placed));
            } catch (NoSuchFileException _) {
                // The group was deleted while it was read.
                return;
            }
        }
    }

    private interface Visitor {
        void line(Placed placed, int bytes);
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
        names.addAll(scan(bytes, number, this::count));
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        size = bytes.position();
        if (bytes.hasRemaining()) {
            cutTo(size);
        }
    }

    private void count(Placed placed, int bytes) {
        var line = placed.line();
        tallies.merge(placed.stream(), Tally.NONE.plus(line.timestamp(), line.ingestion(), bytes), Tally::plus);
    }

    int number() {
        return number;
    }

    int size() {
        return size;
    }

    /// What it holds of each stream.
    NavigableMap<String, Tally> tallies() {
        return tallies;
    }

    /// What it holds now of the streams that are asked for.
    View view(Predicate<String> streams) {
        var matching = Tally.NONE;
        for (var tally : tallies.entrySet()) {
            if (streams.test(tally.getKey())) {
                matching = matching.plus(tally.getValue());
            }
        }
        return new View(file, number, size, matching);
    }

    /// Puts lines at the end, all or none.
    void append(String stream, long ingestion, List<LogShelf.Line> lines) throws IOException {
        boolean known = numbers.containsKey(stream);
        int index = numbers.getOrDefault(stream, names.size());
        var cells = new ArrayList<ByteBuffer>();
        if (!known) {
            cells.add(Cell.encode(new Cell.Stream(index, stream)));
        }
        var tally = Tally.NONE;
        for (var line : lines) {
            var cell = Cell.encode(new Cell.Line(index, line.timestamp(), ingestion, line.message()));
            tally = tally.plus(line.timestamp(), ingestion, cell.limit());
            cells.add(cell);
        }
        write(join(cells));
        if (!known) {
            names.add(stream);
            numbers.put(stream, index);
        }
        tallies.merge(stream, tally, Tally::plus);
    }

    private static byte[] join(List<ByteBuffer> cells) {
        var all = ByteBuffer.allocate(cells.stream().mapToInt(ByteBuffer::limit).sum());
        cells.forEach(all::put);
        return all.array();
    }

    private void write(byte[] bytes) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(size);
            out.write(bytes);
        } catch (IOException e) {
            cutTo(size);
            throw e;
        }
        size += bytes.length;
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
    ///
    /// @return the names of the streams by their numbers
    private static List<String> scan(ByteBuffer in, int number, Visitor visitor) {
        var names = new ArrayList<String>();
        int at = in.position();
        for (var cell = Cell.decode(in); cell.isPresent(); cell = Cell.decode(in)) {
            switch (cell.get()) {
                case Cell.Stream stream -> names.add(stream.name());
                case Cell.Line line ->
                    visitor.line(new Placed(names.get(line.stream()), line, position(number, at)), in.position() - at);
            }
            at = in.position();
        }
        return names;
    }

    private static long position(int number, int offset) {
        return ((long) number << Integer.SIZE) | offset;
    }
}
