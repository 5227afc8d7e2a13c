package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A shelf in a directory. Lines are handed to the operating system as they come: they survive the death of the
/// process, and that of the machine once the system has written them back, usually within seconds. They are never
/// waited for by the log of events, which has a thread and files of its own.
public final class FileShelf implements LogShelf {
    private final Path folder;
    private final ConcurrentHashMap<LogGroupId, GroupShelf> groups = new ConcurrentHashMap<>();

    private FileShelf(Path folder) {
        this.folder = folder;
    }

    /// Opens a shelf, new or as it was left. A group is looked at when it is first used.
    ///
    /// @throws ShelfUnavailableException when the directory cannot be made
    public static FileShelf open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new FileShelf(folder);
        } catch (IOException e) {
            throw unavailable("open " + folder, e);
        }
    }

    @Override
    public void append(StreamId stream, long ingestion, List<Line> lines) throws InterruptedException {
        if (lines.isEmpty()) {
            return;
        }
        try {
            group(stream.group()).append(stream.name(), ingestion, lines);
        } catch (IOException e) {
            throw unavailable("write to " + stream, e);
        }
    }

    @Override
    public LogPage read(LogQuery query) {
        try {
            return group(query.group()).read(query);
        } catch (IOException e) {
            throw unavailable("read " + query.group(), e);
        }
    }

    @Override
    public List<StreamInfo> streams(LogGroupId group, String prefix) {
        return group(group).streams(prefix);
    }

    @Override
    public Optional<StreamInfo> stream(StreamId stream) {
        return group(stream.group()).stream(stream.name());
    }

    @Override
    public boolean create(StreamId stream, long at) {
        try {
            return group(stream.group()).create(stream.name(), at);
        } catch (IOException e) {
            throw unavailable("make " + stream, e);
        }
    }

    @Override
    public boolean delete(StreamId stream, long at) {
        try {
            return group(stream.group()).delete(stream.name(), at);
        } catch (IOException e) {
            throw unavailable("delete " + stream, e);
        }
    }

    @Override
    public boolean expire(LogGroupId group, long before, long at) {
        try {
            return group(group).expire(before, at);
        } catch (IOException e) {
            throw unavailable("free the room of " + group, e);
        }
    }

    @Override
    public void deleteGroup(LogGroupId group) {
        try {
            group(group).delete();
        } catch (IOException e) {
            throw unavailable("delete " + group, e);
        }
    }

    @Override
    public void close() {
        groups.clear();
    }

    private GroupShelf group(LogGroupId id) {
        return groups.computeIfAbsent(id, this::open);
    }

    private GroupShelf open(LogGroupId id) {
        try {
            return GroupShelf.open(id, folder.resolve(name(id)));
        } catch (IOException e) {
            throw unavailable("open " + id, e);
        }
    }

    /// Names of groups may be longer than those of files, and contain `/`.
    private static String name(LogGroupId id) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var digest = sha.digest(id.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ShelfUnavailableException unavailable(String what, IOException e) {
        return new ShelfUnavailableException("cannot " + what + ": " + e, e);
    }
}
