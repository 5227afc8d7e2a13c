package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogShelf.Line;
import dev.evenkeel.store.shelf.StreamId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/// What containers wrote, read through AWS's own SDK.
final class LogsOverSdkTest {
    private static final LogGroupId WEB = new LogGroupId(TestApi.REGION, "/ecs/web");

    private TestApi api;
    private CloudWatchLogsClient logs;

    @BeforeEach
    void start() {
        api = new TestApi();
        var credentials = AwsBasicCredentials.create(TestApi.ROOT.accessKeyId(), TestApi.ROOT.secretAccessKey());
        logs = CloudWatchLogsClient.builder()
                .endpointOverride(api.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
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
        assertEquals(5, group.storedBytes());
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
    void termsFilter() {
        write("s", "GET /a 200", "GET /b 500", "POST /a 500 retry");
        assertEquals(List.of("GET /b 500", "POST /a 500 retry"), filtered("500"));
        assertEquals(List.of("POST /a 500 retry"), filtered("500 POST"));
        assertEquals(List.of("GET /a 200", "POST /a 500 retry"), filtered("\"/a \""));
        assertEquals(List.of("GET /b 500"), filtered("500 -retry"));
        assertEquals(List.of("GET /a 200", "POST /a 500 retry"), filtered("?200 ?retry"));
        for (String other : List.of("{ $.x = 1 }", "[a, b]", "%[0-9]%", "a,b")) {
            assertThrows(InvalidParameterException.class, () -> filtered(other), other);
        }
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
        api.shelf().append(new StreamId(WEB, stream), 100, List.of(lines));
    }
}
