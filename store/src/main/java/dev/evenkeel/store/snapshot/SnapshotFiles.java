package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.MalformedException;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Stored states, one file each, so that a start need not fold the whole log. They can be deleted at any time.
///
/// A file holds the version of the layout and of the fold, chunks of rows, and the digest of these rows. It has its
/// name only once it is whole and on the disk.
public final class SnapshotFiles {
    private static final int MAGIC = 0x45564b53;
    private static final int LAYOUT = 1;
    private static final int END = -1;
    private static final int KEPT = 2;
    private static final int LARGEST_CHUNK = 1 << 30;
    private static final String SUFFIX = ".snapshot";

    private final Path folder;
    private final Consumer<String> warnings;

    /// @param warnings hears of files that cannot be used
    public SnapshotFiles(Path folder, Consumer<String> warnings) {
        this.folder = folder;
        this.warnings = warnings;
    }

    /// Stores a state, and drops all but the two newest. Returns when it is durable.
    public void write(State state) {
        var file = folder.resolve(
                String.format(Locale.ROOT, "r%019d%s", state.revision().value(), SUFFIX));
        var unfinished = folder.resolve("unfinished");
        try {
            try (var channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
                write(out, state);
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            for (var old : newestFirst().stream().skip(KEPT).toList()) {
                Files.delete(old);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("no snapshot could be stored in " + folder, unusable);
        }
    }

    private static void write(DataOutputStream out, State state) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(LAYOUT);
        out.writeInt(Fold.VERSION);
        var digest = new Digest();
        var chunks = Rows.of(state).iterator();
        while (chunks.hasNext()) {
            var chunk = chunks.next();
            digest.add(chunk);
            out.writeInt(chunk.kind());
            out.writeInt(chunk.rows().length);
            out.write(chunk.rows());
        }
        out.writeInt(END);
        out.write(digest.hash().toBytes());
    }

    /// The newest stored state that is whole, was folded as states are folded now, and is not ahead of the log.
    ///
    /// @param last the end of the log
    public Optional<State> newest(Revision last) {
        for (var file : newestFirst()) {
            try {
                var state = read(file);
                if (state.revision().compareTo(last) <= 0) {
                    return Optional.of(state);
                }
                warnings.accept("the snapshot " + file + " is ahead of the log, which ends at " + last);
            } catch (IOException | MalformedException unusable) {
                warnings.accept("the snapshot " + file + " is not used: " + unusable.getMessage());
            }
        }
        return Optional.empty();
    }

    private static State read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (in.readInt() != MAGIC || in.readInt() != LAYOUT) {
                throw new MalformedException("it has another layout");
            }
            int fold = in.readInt();
            if (fold != Fold.VERSION) {
                throw new MalformedException("it was folded by version " + fold + ", and this is " + Fold.VERSION);
            }
            return rows(in);
        }
    }

    private static State rows(DataInputStream in) throws IOException {
        var digest = new Digest();
        var state = State.EMPTY;
        for (int kind = in.readInt(); kind != END; kind = in.readInt()) {
            int length = in.readInt();
            if (length < 0 || length > LARGEST_CHUNK) {
                throw new MalformedException("a chunk of " + length + " bytes");
            }
            var chunk = new Rows.Chunk(kind, in.readNBytes(length));
            digest.add(chunk);
            state = Rows.add(state, chunk);
        }
        if (!Hash.of(in.readNBytes(32)).equals(digest.hash())) {
            throw new MalformedException("its rows have another digest");
        }
        return state;
    }

    private List<Path> newestFirst() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException unusable) {
            throw new UncheckedIOException("the snapshots in " + folder + " cannot be listed", unusable);
        }
    }
}
