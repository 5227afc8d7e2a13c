package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.logs.pattern.LogPattern;
import dev.evenkeel.api.logs.pattern.PatternException;
import dev.evenkeel.store.shelf.LogLine;
import dev.evenkeel.store.shelf.LogPage;
import dev.evenkeel.store.shelf.LogPlace;
import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamId;
import dev.evenkeel.store.state.LogGroupRow;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Log lines: by group with a filter, and by stream forwards and backwards.
final class EventOperations {
    private static final int MOST = 10_000;

    private final LogShelf shelf;
    private final InstantSource clock;

    EventOperations(LogShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /// Lines of several streams are always interleaved, as in CloudWatch Logs.
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
        for (var name : input.logStreamNames()) {
            existing(group, name);
        }
        var query = query(group, input.startTime(), input.endTime(), input.limit())
                .of(input.logStreamNames(), Objects.requireNonNullElse(input.logStreamNamePrefix(), ""))
                .matching(pattern(input.filterPattern()));
        // The end is part of what is asked for, other than in GetLogEvents.
        var until = input.endTime() == null ? Long.MAX_VALUE : input.endTime() + 1;
        var page = shelf.read(query.between(query.from(), until).after(place(input.nextToken())));
        return new FilterAnswer(
                page.lines().stream()
                        .map(line -> found(group.id().toString(), line))
                        .toList(),
                List.of(),
                Optional.ofNullable(page.next()).map(LogPlace::toString));
    }

    private LogQuery query(LogGroupRow group, @Nullable Long from, @Nullable Long until, @Nullable Integer limit) {
        return LogQuery.all(group.id(), Objects.requireNonNullElse(limit, MOST))
                .between(
                        Math.max(Objects.requireNonNullElse(from, 0L), Kept.since(group, clock.instant())),
                        Objects.requireNonNullElse(until, Long.MAX_VALUE));
    }

    private static LogPattern pattern(@Nullable String text) {
        try {
            return LogPattern.parse(Objects.requireNonNullElse(text, ""));
        } catch (PatternException e) {
            throw Errors.invalid(Objects.requireNonNullElse(e.getMessage(), "Invalid filter pattern"));
        }
    }

    private static @Nullable LogPlace place(@Nullable String token) {
        return token == null ? null : LogPlace.parse(token).orElseThrow(Tokens::invalid);
    }

    private StreamId existing(LogGroupRow group, String name) {
        var stream = new StreamId(group.id(), name);
        if (shelf.stream(stream).isEmpty()) {
            throw Errors.noStream();
        }
        return stream;
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
        var stream = existing(group, input.logStreamName());
        var query =
                query(group, input.startTime(), input.endTime(), input.limit()).of(List.of(stream.name()), "");
        var place = input.nextToken() == null
                ? StreamPlace.start(input.startFromHead())
                : StreamPlace.of(input.nextToken()).orElseThrow(Tokens::invalid);
        var lines = lines(query, place);
        return new GetAnswer(
                lines.stream().map(EventOperations::line).toList(),
                (lines.isEmpty() ? place : StreamPlace.of(lines.getLast())).token(true),
                (lines.isEmpty() ? place : StreamPlace.of(lines.getFirst())).token(false));
    }

    /// In the order of time, read from the place in its direction. A page that gave none but goes on is followed:
    /// here no lines mean that there are no more.
    private List<LogLine> lines(LogQuery asked, StreamPlace place) {
        var query = (place.forwards() ? asked : asked.backwards()).after(place.at());
        var page = shelf.read(query);
        while (page.lines().isEmpty() && page.next() != null) {
            page = shelf.read(query.after(page.next()));
        }
        var lines = page.lines().stream().map(LogPage.Found::line).toList();
        return place.forwards() ? lines : lines.reversed();
    }

    private static Line line(LogLine line) {
        return new Line(line.timestamp(), line.message(), line.ingestion());
    }
}
