package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.shelf.LogLine;
import dev.evenkeel.store.shelf.LogPage;
import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamId;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Log lines: by group with a filter, and by stream forwards and backwards.
final class EventOperations {
    private static final int MOST = 10_000;
    /// Lines of one answer to FilterLogEvents, whatever was asked for: the rest is asked for by token.
    private static final int PAGE = 1_000;

    private final LogShelf shelf;

    EventOperations(LogShelf shelf) {
        this.shelf = shelf;
    }

    record FilterInput(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            List<String> logStreamNames,
            @Nullable String logStreamNamePrefix,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable String filterPattern,
            @Nullable Integer limit,
            boolean interleaved,
            boolean unmask,
            @Nullable String nextToken) {}

    record FilterAnswer(List<Found> events, List<Searched> searchedLogStreams, Optional<String> nextToken) {}

    record Found(String logStreamName, long timestamp, String message, long ingestionTime, String eventId) {}

    record Searched(String logStreamName, boolean searchedCompletely) {}

    record GetInput(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            String logStreamName,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable Integer limit,
            boolean startFromHead,
            boolean unmask,
            @Nullable String nextToken) {}

    record GetAnswer(List<Line> events, String nextForwardToken, String nextBackwardToken) {}

    record Line(long timestamp, String message, long ingestionTime) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("FilterLogEvents", FilterInput.class, FilterAnswer.class, this::filter),
                new Query<>("GetLogEvents", GetInput.class, GetAnswer.class, this::get));
    }

    private FilterAnswer filter(Caller caller, State state, FilterInput input) {
        var group = LogArns.existing(caller, state, input.logGroupName(), input.logGroupIdentifier());
        if (!input.logStreamNames().isEmpty() && input.logStreamNamePrefix() != null) {
            throw Errors.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive.");
        }
        var pattern = FilterPattern.of(input.filterPattern());
        var page = page(new LogQuery(
                group,
                input.logStreamNames(),
                input.logStreamNamePrefix() == null ? "" : input.logStreamNamePrefix(),
                input.startTime() == null ? 0 : input.startTime(),
                input.endTime() == null ? Long.MAX_VALUE : input.endTime() + 1,
                Math.min(input.limit() == null ? MOST : input.limit(), PAGE),
                input.nextToken()));
        var found = page.lines().stream()
                .filter(line -> pattern.test(line.line().message()))
                .map(line -> found(group.toString(), line))
                .toList();
        return new FilterAnswer(found, List.of(), Optional.ofNullable(page.next()));
    }

    private LogPage page(LogQuery query) {
        try {
            return shelf.read(query);
        } catch (IllegalArgumentException notOurs) {
            throw Tokens.invalid();
        }
    }

    /// The id is made of the line's place, so that a client that reads a line twice can tell.
    private static Found found(String group, LogPage.Found found) {
        var place = group + "/" + found.stream() + "/" + found.line().position();
        var id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
        var line = found.line();
        return new Found(found.stream(), line.timestamp(), line.message(), line.ingestion(), id);
    }

    private GetAnswer get(Caller caller, State state, GetInput input) {
        var group = LogArns.existing(caller, state, input.logGroupName(), input.logGroupIdentifier());
        var stream = new StreamId(group, input.logStreamName());
        if (shelf.stream(stream).isEmpty()) {
            throw Errors.noStream();
        }
        var range = new StreamRange(
                shelf,
                stream,
                input.startTime() == null ? 0 : input.startTime(),
                input.endTime() == null ? Long.MAX_VALUE : input.endTime());
        int limit = input.limit() == null ? MOST : input.limit();
        var place = input.nextToken() == null
                ? StreamRange.Place.start(input.startFromHead())
                : StreamRange.Place.of(input.nextToken()).orElseThrow(Tokens::invalid);
        var lines = place.forwards() ? range.after(place, limit) : range.before(place, limit);
        return new GetAnswer(
                lines.stream().map(EventOperations::line).toList(),
                lines.isEmpty() ? place.turned(true) : StreamRange.Place.at(lines.getLast(), true),
                lines.isEmpty() ? place.turned(false) : StreamRange.Place.at(lines.getFirst(), false));
    }

    private static Line line(LogLine line) {
        return new Line(line.timestamp(), line.message(), line.ingestion());
    }
}
