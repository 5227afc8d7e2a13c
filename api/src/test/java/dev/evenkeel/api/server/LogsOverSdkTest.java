package dev.evenkeel.api.server;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogShelf.Line;
import dev.evenkeel.store.shelf.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupSummary;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.TooManyTagsException;

/// What containers wrote, read through AWS's own SDK.
final class LogsOverSdkTest {
    private static final LogGroupId WEB = new LogGroupId(TestApi.REGION, "/ecs/web");

    private TestApi api;
    private CloudWatchLogsClient logs;

    @BeforeEach
    void start() {
        api = new TestApi();
        logs = api.sdk(CloudWatchLogsClient.builder());
        logs.createLogGroup(r -> r.logGroupName(WEB.name()));
    }

    @AfterEach
    void stop() {
        logs.close();
        api.close();
    }

    @Test
    void aGroupIsMadeOnceDescribedAndDeletedWithItsLines() {
        write("web/app/1", "hello");
        assertThrows(ResourceAlreadyExistsException.class, () -> logs.createLogGroup(r -> r.logGroupName("/ecs/web")));
        var group = logs.describeLogGroups(r -> r.logGroupNamePrefix("/ecs/"))
                .logGroups()
                .getFirst();
        assertEquals("arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:*", group.arn());
        assertTrue(group.creationTime() > 0);
        assertTrue(group.storedBytes() > 5);
        logs.deleteLogGroup(r -> r.logGroupName("/ecs/web"));
        assertTrue(logs.describeLogGroups().logGroups().isEmpty());
        assertThrows(ResourceNotFoundException.class, () -> logs.filterLogEvents(r -> r.logGroupName("/ecs/web")));
        logs.createLogGroup(r -> r.logGroupName("/ecs/web"));
        assertTrue(
                logs.filterLogEvents(r -> r.logGroupName("/ecs/web")).events().isEmpty());
    }

    @Test
    void linesOfAllStreamsComeInTheOrderOfTime() {
        put("web/app/1", new Line(10, "a"), new Line(30, "c"));
        put("web/app/2", new Line(20, "b"));
        var found = logs.filterLogEvents(
                        r -> r.logGroupName("/ecs/web").startTime(10L).endTime(20L))
                .events();
        assertEquals(
                List.of("a", "b"), found.stream().map(FilteredLogEvent::message).toList());
        assertNotEquals(found.get(0).eventId(), found.get(1).eventId());
        var one =
                logs.filterLogEvents(r -> r.logGroupIdentifier("arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web")
                        .logStreamNamePrefix("web/app/2"));
        assertEquals("b", one.events().getFirst().message());
    }

    @Test
    void patternsFilter() {
        write("s", "GET /a 200", "GET /b 500", "{\"level\":\"ERROR\",\"n\":4}");
        assertEquals(List.of("GET /b 500"), filtered("GET -200"));
        assertEquals(List.of("GET /b 500"), filtered("[verb, path, status = 5*]"));
        assertEquals(List.of("{\"level\":\"ERROR\",\"n\":4}"), filtered("{ $.level = \"ERROR\" && $.n > 3 }"));
        assertThrows(InvalidParameterException.class, () -> filtered("a,b"));
    }

    @Test
    void aLongGroupIsReadInPages() {
        put(
                "s",
                IntStream.range(0, 2_500)
                        .mapToObj(i -> new Line(i, "line " + i))
                        .toArray(Line[]::new));
        var all = logs.filterLogEventsPaginator(r -> r.logGroupName("/ecs/web")).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
        assertEquals(2_500, all.size());
        assertEquals("line 2499", all.getLast());
    }

    @Test
    void aStreamIsReadFromItsEndBackwardsAndGoesOnForwards() {
        put("s", IntStream.range(0, 10).mapToObj(i -> new Line(i / 2, "l" + i)).toArray(Line[]::new));
        var last = logs.getLogEvents(
                r -> r.logGroupName("/ecs/web").logStreamName("s").limit(3));
        assertEquals(
                List.of("l7", "l8", "l9"),
                last.events().stream().map(OutputLogEvent::message).toList());
        var before = logs.getLogEvents(
                r -> r.logGroupName("/ecs/web").logStreamName("s").limit(3).nextToken(last.nextBackwardToken()));
        assertEquals(
                List.of("l4", "l5", "l6"),
                before.events().stream().map(OutputLogEvent::message).toList());
        put("s", new Line(9, "new"));
        var next = logs.getLogEvents(
                r -> r.logGroupName("/ecs/web").logStreamName("s").nextToken(last.nextForwardToken()));
        assertEquals(
                List.of("new"),
                next.events().stream().map(OutputLogEvent::message).toList());
        var end = logs.getLogEvents(
                r -> r.logGroupName("/ecs/web").logStreamName("s").nextToken(next.nextForwardToken()));
        assertTrue(end.events().isEmpty());
        assertEquals(next.nextForwardToken(), end.nextForwardToken());
        var head = logs.getLogEvents(r -> r.logGroupName("/ecs/web")
                .logStreamName("s")
                .startFromHead(true)
                .limit(1));
        assertEquals("l0", head.events().getFirst().message());
    }

    @Test
    void streamsAreListedByNameOrByTheirLastLine() {
        put("b", new Line(1, "x"));
        put("a", new Line(2, "x"));
        var byName = logs
                .describeLogStreamsPaginator(r -> r.logGroupName("/ecs/web").limit(1))
                .logStreams()
                .stream()
                .map(s -> s.logStreamName())
                .toList();
        assertEquals(List.of("a", "b"), byName);
        var newest = logs.describeLogStreams(r -> r.logGroupName("/ecs/web")
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .descending(true))
                .logStreams()
                .getFirst();
        assertEquals("a", newest.logStreamName());
        assertEquals(2, newest.lastEventTimestamp());
    }

    @Test
    void callersMakeStreamsAndPutEventsIntoThem() {
        logs.createLogStream(r -> r.logGroupName("/ecs/web").logStreamName("mine"));
        var empty = stream("mine");
        assertNull(empty.lastEventTimestamp());
        assertTrue(empty.creationTime() > 0);
        assertThrows(
                ResourceAlreadyExistsException.class,
                () -> logs.createLogStream(r -> r.logGroupName("/ecs/web").logStreamName("mine")));
        long now = System.currentTimeMillis();

        var answer = putEvents(event(now - 5, "one"), event(now, "two"));

        assertNull(answer.rejectedLogEventsInfo());
        assertEquals(List.of("one", "two"), filtered(""));
        assertEquals(now - 5, stream("mine").firstEventTimestamp());
        logs.deleteLogStream(r -> r.logGroupName("/ecs/web").logStreamName("mine"));
        assertEquals(List.of(), filtered(""));
        assertThrows(ResourceNotFoundException.class, () -> putEvents(event(now, "three")));
    }

    @Test
    void eventsThatAreTooOldOrTooNewAreLeftOutAndTold() {
        logs.createLogStream(r -> r.logGroupName("/ecs/web").logStreamName("mine"));
        long now = System.currentTimeMillis();

        var old = putEvents(
                event(now - DAYS.toMillis(14) - 60_000, "old"), event(now - DAYS.toMillis(14) + 60_000, "kept"));
        var early = putEvents(event(now, "now"), event(now + HOURS.toMillis(2) + 60_000, "early"));

        assertEquals(1, old.rejectedLogEventsInfo().tooOldLogEventEndIndex());
        assertEquals(1, early.rejectedLogEventsInfo().tooNewLogEventStartIndex());
        assertEquals(List.of("kept", "now"), filtered(""));
    }

    @Test
    void whatIsOlderThanItsGroupKeepsIsNotShown() {
        logs.createLogStream(r -> r.logGroupName("/ecs/web").logStreamName("mine"));
        long now = System.currentTimeMillis();
        putEvents(event(now - DAYS.toMillis(1) - 60_000, "older"));
        putEvents(event(now - 1, "newer"));
        logs.putRetentionPolicy(r -> r.logGroupName("/ecs/web").retentionInDays(1));

        assertEquals(List.of("newer"), filtered(""));
        assertEquals(1, group().retentionInDays());
        var rejected = putEvents(event(now - DAYS.toMillis(1) - 60_000, "x"), event(now - 60_001, "y"));
        assertEquals(1, rejected.rejectedLogEventsInfo().expiredLogEventEndIndex());
        logs.deleteRetentionPolicy(r -> r.logGroupName("/ecs/web"));
        assertEquals(List.of("older", "y", "newer"), filtered(""));
        assertNull(group().retentionInDays());
    }

    @Test
    void linesAreGoneForCallersOnceTheirTimeIsOverThoughNobodyTouchedThem() {
        var now = new AtomicLong(Instant.parse("2026-11-21T10:00:00Z").toEpochMilli());
        try (var later = new TestApi(() -> Instant.ofEpochMilli(now.get()));
                var client = later.sdk(CloudWatchLogsClient.builder())) {
            client.createLogGroup(r -> r.logGroupName("kept"));
            client.createLogStream(r -> r.logGroupName("kept").logStreamName("mine"));
            client.putRetentionPolicy(r -> r.logGroupName("kept").retentionInDays(3));
            for (var line : List.of("one", "two")) {
                var event = event(now.get(), line);
                client.putLogEvents(
                        r -> r.logGroupName("kept").logStreamName("mine").logEvents(event));
                now.addAndGet(DAYS.toMillis(2));
            }

            assertEquals(List.of("two"), kept(client));
            now.addAndGet(DAYS.toMillis(2));
            assertEquals(List.of(), kept(client));
            client.putRetentionPolicy(r -> r.logGroupName("kept").retentionInDays(7));
            assertEquals(List.of("one", "two"), kept(client), "nothing was freed yet");
        }
    }

    private static List<String> kept(CloudWatchLogsClient client) {
        return client
                .getLogEvents(r -> r.logGroupName("kept").logStreamName("mine").startFromHead(true))
                .events()
                .stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    /// Whoever follows a group asks from the last line on, again and again: how late lines show is up to its pauses
    /// alone.
    @Test
    void whatWasPutIsFoundByTheNextCallThatAsksFromTheLastLineOn() {
        logs.createLogStream(r -> r.logGroupName("/ecs/web").logStreamName("mine"));
        long begin = System.currentTimeMillis();
        for (int i = 0; i < 50; i++) {
            long at = begin + i;
            var line = "line " + i;
            putEvents(event(at, line));

            var found = logs.filterLogEvents(r -> r.logGroupName("/ecs/web").startTime(at));

            assertEquals(
                    List.of(line),
                    found.events().stream().map(FilteredLogEvent::message).toList());
            assertNull(found.nextToken(), "there is nothing that was not shown");
        }
    }

    /// Terraform and older clients still use what the SDK calls deprecated.
    @Test
    @SuppressWarnings("deprecation")
    void groupsCarryTags() {
        var arn = "arn:aws:logs:us-east-1:123456789012:log-group:tagged";
        logs.createLogGroup(r -> r.logGroupName("tagged").tags(Map.of("a", "1")));

        logs.tagResource(r -> r.resourceArn(arn).tags(Map.of("b", "2")));
        logs.tagLogGroup(r -> r.logGroupName("tagged").tags(Map.of("c", "3")));
        assertEquals(
                Map.of("a", "1", "b", "2", "c", "3"),
                logs.listTagsForResource(r -> r.resourceArn(arn)).tags());
        logs.untagResource(r -> r.resourceArn(arn).tagKeys("a", "not there"));
        logs.untagLogGroup(r -> r.logGroupName("tagged").tags("b"));
        assertEquals(
                Map.of("c", "3"),
                logs.listTagsLogGroup(r -> r.logGroupName("tagged")).tags());
        var many = IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        assertThrows(
                TooManyTagsException.class,
                () -> logs.tagResource(r -> r.resourceArn(arn).tags(many)));
    }

    @Test
    void groupsAreFoundByPartsOfTheirNames() {
        List.of("/ecs/api", "/dev/web", "other").forEach(name -> logs.createLogGroup(r -> r.logGroupName(name)));

        assertEquals(
                List.of("/dev/web", "/ecs/web"),
                logs.describeLogGroups(r -> r.logGroupNamePattern("web")).logGroups().stream()
                        .map(LogGroup::logGroupName)
                        .toList());
        assertEquals(
                List.of("other"),
                logs.describeLogGroups(r -> r.logGroupIdentifiers("other")).logGroups().stream()
                        .map(LogGroup::logGroupName)
                        .toList());
        assertEquals(
                List.of("/dev/web", "/ecs/api", "/ecs/web"),
                logs.listLogGroups(r -> r.logGroupNamePattern("^/ecs/|/web")).logGroups().stream()
                        .map(LogGroupSummary::logGroupName)
                        .toList());
        assertEquals(
                4,
                logs.describeLogGroupsPaginator(r -> r.limit(1)).logGroups().stream()
                        .count());
    }

    private static InputLogEvent event(long timestamp, String message) {
        return InputLogEvent.builder().timestamp(timestamp).message(message).build();
    }

    private PutLogEventsResponse putEvents(InputLogEvent... events) {
        return logs.putLogEvents(
                r -> r.logGroupName("/ecs/web").logStreamName("mine").logEvents(events));
    }

    private LogStream stream(String name) {
        return logs.describeLogStreams(r -> r.logGroupName("/ecs/web").logStreamNamePrefix(name))
                .logStreams()
                .getFirst();
    }

    private LogGroup group() {
        return logs.describeLogGroups(r -> r.logGroupNamePrefix("/ecs/web"))
                .logGroups()
                .getFirst();
    }

    private List<String> filtered(String pattern) {
        return logs.filterLogEvents(r -> r.logGroupName("/ecs/web").filterPattern(pattern)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    private void write(String stream, String... messages) {
        put(
                stream,
                IntStream.range(0, messages.length)
                        .mapToObj(i -> new Line(i, messages[i]))
                        .toArray(Line[]::new));
    }

    private void put(String stream, Line... lines) {
        try {
            api.shelf().append(new StreamId(WEB, stream), 100, List.of(lines));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
