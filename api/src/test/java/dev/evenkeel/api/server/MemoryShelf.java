package dev.evenkeel.api.server;

import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogLine;
import dev.evenkeel.store.shelf.LogPage;
import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamId;
import dev.evenkeel.store.shelf.StreamInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A shelf in memory. A token is the number of lines already read.
final class MemoryShelf implements LogShelf {
    private final TreeMap<StreamId, List<LogLine>> streams = new TreeMap<>();

    @Override
    public synchronized void append(StreamId stream, long ingestion, List<Line> lines) {
        var kept = streams.computeIfAbsent(stream, _ -> new ArrayList<>());
        lines.forEach(line -> kept.add(new LogLine(line.timestamp(), ingestion, kept.size(), line.message())));
    }

    @Override
    public synchronized LogPage read(LogQuery query) {
        int skip = query.token() == null ? 0 : Integer.parseInt(query.token());
        var found = new ArrayList<LogPage.Found>();
        streams.forEach((id, lines) -> lines.stream()
                .filter(line -> isWanted(query, id, line))
                .forEach(line -> found.add(new LogPage.Found(id.name(), line))));
        found.sort(Comparator.comparingLong(f -> f.line().timestamp()));
        int end = Math.min(found.size(), skip + query.limit());
        return new LogPage(found.subList(skip, end), end < found.size() ? Integer.toString(end) : null);
    }

    private static boolean isWanted(LogQuery query, StreamId id, LogLine line) {
        return id.group().equals(query.group())
                && (query.streams().isEmpty() || query.streams().contains(id.name()))
                && id.name().startsWith(query.prefix())
                && line.timestamp() >= query.from()
                && line.timestamp() < query.until();
    }

    @Override
    public synchronized List<StreamInfo> streams(LogGroupId group, String prefix) {
        return streams.keySet().stream()
                .filter(id -> id.group().equals(group) && id.name().startsWith(prefix))
                .map(id -> stream(id).orElseThrow())
                .toList();
    }

    @Override
    public synchronized Optional<StreamInfo> stream(StreamId id) {
        var lines = streams.getOrDefault(id, List.of());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var times = lines.stream().mapToLong(LogLine::timestamp).summaryStatistics();
        return Optional.of(new StreamInfo(
                id,
                lines.getFirst().ingestion(),
                times.getMin(),
                times.getMax(),
                lines.getLast().ingestion(),
                lines.size(),
                lines.stream().mapToLong(line -> line.message().length()).sum()));
    }

    @Override
    public synchronized void deleteGroup(LogGroupId group) {
        streams.keySet().removeIf(id -> id.group().equals(group));
    }

    @Override
    public void close() {}
}
