package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The lines of one group: segments, one after another. All streams share them, so that a task that writes three lines
/// needs no file of its own, and a page over all streams is read in one go.
final class GroupShelf {
    private static final int FULL = 4 * 1024 * 1024;

    /// Lines are freed by whole segments: one is closed after a day, however little it holds.
    private static final long LONGEST = TimeUnit.DAYS.toMillis(1);

    /// What one page may cost to read.
    private static final long MOST_READ = 32L * 1024 * 1024;

    private static final int MOST_EXPIRED = 64;
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

    /// Opens a group as it was left. Reads its last file, and what is known of the others.
    static GroupShelf open(LogGroupId id, Path folder) throws IOException {
        var segments = new ArrayList<Segment>();
        if (Files.isDirectory(folder)) {
            var numbers = numbers(folder);
            for (int number : numbers) {
                var file = file(folder, number);
                boolean last = number == numbers.last();
                var segment = last ? Segment.open(file, number) : Segment.openClosed(file, number);
                segment.deleted().forEach(name -> segments.forEach(earlier -> earlier.forget(name)));
                segments.add(segment);
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
            var segment = writable(ingestion);
            begin(segment, stream, ingestion);
            segment.append(stream, ingestion, lines);
        } finally {
            lock.unlock();
        }
    }

    boolean create(String stream, long at) throws IOException {
        lock.lock();
        try {
            return tally(stream).isEmpty() && begin(writable(at), stream, at);
        } finally {
            lock.unlock();
        }
    }

    boolean delete(String stream, long at) throws IOException {
        lock.lock();
        try {
            if (tally(stream).isEmpty()) {
                return false;
            }
            writable(at).end(stream);
            segments.forEach(segment -> segment.forget(stream));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean begin(Segment segment, String stream, long at) throws IOException {
        if (!segment.knows(stream)) {
            segment.begin(stream, tally(stream).orElse(Tally.NONE), at);
        }
        return true;
    }

    private Optional<Tally> tally(String stream) {
        return segments.stream()
                .flatMap(segment -> Optional.ofNullable(segment.tallies().get(stream)).stream())
                .reduce(Tally::plus);
    }

    private Segment writable(long at) throws IOException {
        if (!segments.isEmpty() && isOpen(segments.getLast(), at)) {
            return segments.getLast();
        }
        return fresh();
    }

    private static boolean isOpen(Segment last, long at) {
        return last.size() < FULL && (last.begun() > at || at - last.begun() < LONGEST);
    }

    LogPage read(LogQuery query) throws IOException {
        var streams = streams(query);
        var page = new Page(query, streams);
        long read = 0;
        for (var view : views(streams, query.latestFirst())) {
            if (!page.mayUse(view.matching())) {
                continue;
            }
            if (read > MOST_READ && page.stopBefore(view.matching())) {
                break;
            }
            view.forEach(page::show);
            read += view.size();
        }
        return page.done();
    }

    private static Predicate<String> streams(LogQuery query) {
        var named = new TreeSet<>(query.streams());
        return name -> name.startsWith(query.prefix()) && (named.isEmpty() || named.contains(name));
    }

    /// In the order of reading: then a page is often full before all have been read.
    private List<Segment.View> views(Predicate<String> streams, boolean latestFirst) {
        var earliestFirst =
                Comparator.<Segment.View>comparingLong(view -> view.matching().first());
        var order = latestFirst
                ? Comparator.<Segment.View>comparingLong(view -> view.matching().last())
                        .reversed()
                : earliestFirst;
        lock.lock();
        try {
            return segments.stream()
                    .map(segment -> segment.view(streams))
                    .sorted(order)
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

    Optional<StreamInfo> stream(String name) {
        lock.lock();
        try {
            return tally(name).map(tally -> tally.of(new StreamId(id, name)));
        } finally {
            lock.unlock();
        }
    }

    /// Deletes segments from the oldest on while all their lines are older than a time.
    ///
    /// @return whether it stopped because that was enough work for once
    boolean expire(long before, long at) throws IOException {
        lock.lock();
        try {
            for (int done = 0; done < MOST_EXPIRED; done++) {
                if (segments.isEmpty() || !isOver(segments.getFirst(), before)) {
                    return false;
                }
                drop(segments.getFirst(), at);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver(Segment oldest, long before) {
        long latest = oldest.latest();
        boolean alone = segments.size() == 1;
        return latest < before && !(alone && latest == Long.MIN_VALUE);
    }

    /// What only this segment knows of streams is written down again first.
    private void drop(Segment oldest, long at) throws IOException {
        for (Map.Entry<String, Tally> stream : oldest.tallies().entrySet()) {
            boolean elsewhere = segments.stream().skip(1).anyMatch(segment -> segment.knows(stream.getKey()));
            if (!elsewhere) {
                var last = segments.size() == 1 ? fresh() : segments.getLast();
                last.begin(stream.getKey(), stream.getValue(), at);
            }
        }
        oldest.delete();
        segments.removeFirst();
    }

    private Segment fresh() throws IOException {
        Files.createDirectories(folder);
        int number = segments.isEmpty() ? 1 : segments.getLast().number() + 1;
        if (!segments.isEmpty()) {
            segments.getLast().close();
        }
        var segment = Segment.open(file(folder, number), number);
        segments.add(segment);
        return segment;
    }

    /// Deletes what it holds. Lines that come later begin it anew.
    void delete() throws IOException {
        lock.lock();
        try {
            for (var segment : segments) {
                segment.delete();
            }
            segments.clear();
            Files.deleteIfExists(folder);
        } finally {
            lock.unlock();
        }
    }
}
