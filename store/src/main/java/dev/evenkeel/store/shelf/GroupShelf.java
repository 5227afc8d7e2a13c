package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The lines of one group: segments, one after another. All streams share them, so that a task that writes three lines
/// needs no file of its own, and a page over all streams is read in one go.
final class GroupShelf {
    private static final int FULL = 4 * 1024 * 1024;
    private static final String SUFFIX = ".log";

    private final LogGroupId id;
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Segment> segments;

    private GroupShelf(LogGroupId id, Path folder, List<Segment> segments) {
        this.id = id;
        this.folder = folder;
        this.segments = segments;
    }

    /// Opens a group as it was left. Reads all of it once.
    static GroupShelf open(LogGroupId id, Path folder) throws IOException {
        var segments = new ArrayList<Segment>();
        if (Files.isDirectory(folder)) {
            for (int number : numbers(folder)) {
                segments.add(Segment.open(file(folder, number), number));
            }
        }
        return new GroupShelf(id, folder, segments);
    }

    private static SortedSet<Integer> numbers(Path folder) throws IOException {
        var numbers = new TreeSet<Integer>();
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> Integer.parseInt(name.substring(0, name.length() - SUFFIX.length())))
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private static Path file(Path folder, int number) {
        return folder.resolve(String.format(Locale.ROOT, "%08d%s", number, SUFFIX));
    }

    void append(String stream, long ingestion, List<LogShelf.Line> lines) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            writable().append(stream, ingestion, lines);
        } finally {
            lock.unlock();
        }
    }

    private Segment writable() throws IOException {
        if (!segments.isEmpty() && segments.getLast().size() < FULL) {
            return segments.getLast();
        }
        Files.createDirectories(folder);
        int number = segments.isEmpty() ? 1 : segments.getLast().number() + 1;
        var fresh = Segment.open(file(folder, number), number);
        segments.add(fresh);
        return fresh;
    }

    LogPage read(LogQuery query) throws IOException {
        var streams = streams(query);
        var page = new Page(query, streams);
        for (var view : views(streams)) {
            if (page.mayUse(view.matching())) {
                view.forEach(page::show);
            }
        }
        return page.done();
    }

    private static Predicate<String> streams(LogQuery query) {
        var named = new TreeSet<>(query.streams());
        return name -> name.startsWith(query.prefix()) && (named.isEmpty() || named.contains(name));
    }

    /// Earliest first: then a page is often full before all have been read.
    private List<Segment.View> views(Predicate<String> streams) {
        lock.lock();
        try {
            return segments.stream()
                    .map(segment -> segment.view(streams))
                    .sorted(Comparator.comparingLong(view -> view.matching().first()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    List<StreamInfo> streams(String prefix) {
        var sums = new TreeMap<String, Tally>();
        lock.lock();
        try {
            for (var segment : segments) {
                segment.tallies().tailMap(prefix).entrySet().stream()
                        .takeWhile(tally -> tally.getKey().startsWith(prefix))
                        .forEach(tally -> sums.merge(tally.getKey(), tally.getValue(), Tally::plus));
            }
        } finally {
            lock.unlock();
        }
        return sums.entrySet().stream()
                .map(sum -> sum.getValue().of(new StreamId(id, sum.getKey())))
                .toList();
    }

    /// Deletes what it holds. Lines that come later begin it anew.
    void delete() throws IOException {
        lock.lock();
        try {
            for (var segment : segments) {
                Files.deleteIfExists(file(folder, segment.number()));
            }
            segments.clear();
            Files.deleteIfExists(folder);
        } finally {
            lock.unlock();
        }
    }
}
