package dev.evenkeel.store.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.log.Samples;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {
    static Stream<Class<?>> events() {
        return leaves(Event.class);
    }

    static Stream<Class<?>> reasons() {
        return leaves(Reason.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SentencesTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasASentence(Class<? extends Event> type) {
        for (Event event : new Event[] {Samples.full(type), Samples.sparse(type)}) {
            var sentence = Sentences.of(event);
            assertFalse(sentence.isBlank() && event.equals(Samples.full(type)), type.getSimpleName());
            assertFalse(sentence.contains("null") || sentence.contains("["), sentence);
        }
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void everyReasonHasASentence(Class<? extends Reason> type) {
        var sentence = Sentences.of(Samples.full(type));
        assertEquals(type == Reason.Requested.class || type == Reason.Observed.class, sentence.isEmpty(), sentence);
        assertFalse(sentence.contains("null") || sentence.contains("["), sentence);
    }

    @Test
    void noTwoEventsSayTheSame() {
        var said = new TreeMap<String, Class<?>>();
        events().forEach(type -> {
            var other = said.put(Sentences.of((Event) Samples.full(type)), type);
            assertTrue(other == null, () -> type + " says what " + other + " says");
        });
    }

    @Test
    void originsNameWho() {
        var call = new Origin.Call("1d0e", "arn:aws:iam::123456789012:user/ci", "ecs:RunTask");
        assertEquals("call by user/ci, request 1d0e", Sentences.of(call));
        assertEquals("reconcile service web", Sentences.of(new Origin.Reconcile("service", "web")));
    }
}
