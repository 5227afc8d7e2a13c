package dev.evenkeel.store.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.log.Story;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhyTest {
    private static History history(Story story) {
        var log = story.log();
        return new History(log, new ScanningIndex(log));
    }

    private static Why why(Story story, EventRef ref) {
        return Why.of(history(story), ref).orElseThrow();
    }

    @Test
    void aReplacementIsTracedBackToTheCallThatMadeTheService() {
        var story = Story.service(1);
        var first = story.starts("11111111", story.last(1));
        var failed = story.fails(first, 137);
        story.starts("22222222", failed);
        var running = story.last(0);

        assertEquals(
                List.of(
                        "22222222 is RUNNING",
                        "└ 22222222 placed on h-1, port 80 at 32778: 0 of 1 desired",
                        "  └ 22222222 created from web:1: 0 of 1 desired",
                        "    └ 11111111 stopped (EssentialContainerExited): `app` exited 137",
                        "      └ 11111111 created from web:1: 0 of 1 desired",
                        "        └ service web created: 1 of web:1",
                        "          └ CreateService"),
                words(Renderer.render(why(story, running))));
    }

    private static List<String> words(String tree) {
        return tree.lines()
                .map(line -> line.replaceFirst(" +r\\d+\\.\\d+  .*$", ""))
                .toList();
    }

    @Test
    void eachLineSaysWhereInTheLogAndWho() {
        var story = Story.service(1);
        var tree = Renderer.render(why(story, story.last(1)));
        assertEquals("""
                service web created: 1 of web:1  r5.1  call by root, request request-4
                └ CreateService                  r5.0  call by root, request request-4
                """, tree);
    }

    @Test
    void aTaskStoppedByACallerNamesTheCall() {
        var story = Story.service(1);
        var task = story.starts("11111111", story.last(1));
        story.stopAsked(task);
        var stopped = story.fails(task, 0);
        assertEquals(
                List.of(
                        "11111111 stopped (EssentialContainerExited): `app` exited 0",
                        "└ 11111111 asked to stop (UserInitiated), \"enough\"",
                        "  └ StopTask"),
                words(Renderer.render(why(story, stopped))));
    }

    @Test
    void evidenceThatIsSharedIsToldOnce() {
        var story = Story.service(2);
        var cause = story.last(1);
        var failures = new ArrayList<EventRef>();
        for (int i = 0; i < 3; i++) {
            failures.add(story.fails(story.starts("1111111" + i, cause), 1));
        }
        var stop = new TaskStopRequested(
                new TaskId(Story.CLUSTER, "11111110"), StopCode.SERVICE_SCHEDULER_INITIATED, "too many");
        story.tell(new Origin.Reconcile("service", "web"), new Entry(stop, new Reason.TooManyFailures(3, 3, failures)));
        var lines = words(Renderer.render(why(story, story.last(0))));
        assertEquals(
                1, lines.stream().filter(line -> line.contains("CreateService")).count());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.endsWith("service web created: 2 of web:1 …"))
                        .count());
        assertEquals("11111110 asked to stop (ServiceSchedulerInitiated): 3 failures, 3 allowed", lines.getFirst());
    }

    @Test
    void aLongChainEndsInGoodTime() {
        var story = Story.service(1);
        var cause = story.last(1);
        for (int i = 0; i < 100; i++) {
            cause = story.fails(story.starts("%08d".formatted(i), cause), 1);
        }
        var lines = words(Renderer.render(why(story, cause)));
        assertTrue(lines.size() < 60, lines.size() + " lines");
        assertTrue(lines.getLast().endsWith("…"), lines.getLast());
    }

    @Test
    void everyEventOfALogHasACauseOutside() {
        var story = Story.service(1);
        var task = story.starts("11111111", story.last(1));
        story.starts("22222222", story.fails(task, 1));
        var history = history(story);
        for (var batch : story.batches()) {
            for (int i = 0; i < batch.batch().entries().size(); i++) {
                assertOutside(Why.of(history, batch.batch().ref(i)).orElseThrow());
            }
        }
    }

    private static void assertOutside(Why why) {
        if (why.because().isEmpty()) {
            assertTrue(
                    !(why.what().origin() instanceof Origin.Reconcile),
                    why.what().toString());
        }
        why.because().forEach(WhyTest::assertOutside);
    }

    @Test
    void whatIsNotThereHasNoCause() {
        var story = Story.service(1);
        assertEquals(Optional.empty(), Why.of(history(story), new EventRef(new Revision(99), 0)));
        assertEquals(Optional.empty(), Why.of(history(story), new EventRef(new Revision(1), 7)));
    }

    @Test
    void aCallIsFoundByItsRequest() {
        var story = Story.service(1);
        var history = history(story);
        assertEquals(new Revision(5), history.request("request-4").orElseThrow().revision());
        assertEquals(Optional.empty(), history.request("request-77"));
        assertEquals(1, history.about(Entities.key(Story.DEFINITION), 10).size());
    }
}
