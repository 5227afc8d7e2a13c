package dev.evenkeel.store.shelf;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of a segment without reading it. Not safe for several threads.
final class Contents {
    /// Numbers of the streams that it holds.
    final TreeMap<String, Integer> numbers = new TreeMap<>();

    /// What it holds of each of them.
    final TreeMap<String, Tally> tallies = new TreeMap<>();

    /// Numbers of streams that are deleted.
    final BitSet ended = new BitSet();

    /// Names of streams that were deleted while it was the last.
    final List<String> deleted = new ArrayList<>();

    /// Streams that it ever held.
    int streams;

    /// When the oldest of them was made; later than everything while it is empty.
    long begun = Long.MAX_VALUE;

    /// Bytes of whole cells.
    int size;

    void opened(Cell.Stream stream) {
        numbers.put(stream.name(), stream.number());
        tallies.merge(stream.name(), Tally.of(stream), Tally::plus);
        streams++;
        begun = Math.min(begun, stream.created());
    }

    void forget(String name) {
        var known = numbers.remove(name);
        if (known != null) {
            ended.set(known);
            tallies.remove(name);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        out.writeInt(streams);
        out.writeLong(begun);
        out.writeInt(numbers.size());
        for (var stream : numbers.entrySet()) {
            out.writeUTF(stream.getKey());
            out.writeInt(stream.getValue());
            write(out, tallies.getOrDefault(stream.getKey(), Tally.NONE));
        }
        var numbersOfEnded = ended.stream().toArray();
        out.writeInt(numbersOfEnded.length);
        for (int number : numbersOfEnded) {
            out.writeInt(number);
        }
        out.writeInt(deleted.size());
        for (var name : deleted) {
            out.writeUTF(name);
        }
    }

    static Contents read(DataInput in) throws IOException {
        var contents = new Contents();
        contents.size = in.readInt();
        contents.streams = in.readInt();
        contents.begun = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            var name = in.readUTF();
            contents.numbers.put(name, in.readInt());
            contents.tallies.put(name, tally(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            contents.ended.set(in.readInt());
        }
        for (int left = in.readInt(); left > 0; left--) {
            contents.deleted.add(in.readUTF());
        }
        return contents;
    }

    private static void write(DataOutput out, Tally tally) throws IOException {
        out.writeLong(tally.created());
        out.writeLong(tally.first());
        out.writeLong(tally.last());
        out.writeLong(tally.lastIngestion());
        out.writeLong(tally.lines());
        out.writeLong(tally.bytes());
        out.writeBoolean(tally.source() != null);
        if (tally.source() instanceof LineSource source) {
            out.writeLong(source.nanos());
            out.writeInt(source.nth());
        }
    }

    private static Tally tally(DataInput in) throws IOException {
        return new Tally(
                in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), source(in));
    }

    private static @Nullable LineSource source(DataInput in) throws IOException {
        return in.readBoolean() ? new LineSource(in.readLong(), in.readInt()) : null;
    }
}
