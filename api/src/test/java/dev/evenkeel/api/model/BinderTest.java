package dev.evenkeel.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.store.model.Doc;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BinderTest {
    enum Launch implements WireNamed {
        EC2("EC2"),
        BY_HOST("task-definition");

        private final String wire;

        Launch(String wire) {
            this.wire = wire;
        }

        @Override
        public String wireName() {
            return wire;
        }
    }

    record Part(String name, int size, boolean essential) {}

    record Whole(
            String name,
            @Nullable Integer count,
            Optional<String> cluster,
            List<Part> parts,
            Optional<List<String>> tags,
            Map<String, String> labels,
            @Nullable Launch launch,
            @Nullable Instant at,
            @Nullable Doc raw,
            @Nullable Double weight) {}

    @Test
    void aTreeBecomesARecordAndTheSameTreeAgain() {
        Doc.Struct tree = tree(
                "name", Doc.of("web"),
                "count", Doc.of(3),
                "cluster", Doc.of("dev"),
                "parts", Doc.of(List.of(tree("name", Doc.of("app"), "size", Doc.of(7), "essential", Doc.of(true)))),
                "tags", Doc.of(List.<Doc>of()),
                "labels", tree("z", Doc.of("1"), "a", Doc.of("2")),
                "launch", Doc.of("task-definition"),
                "at", new Doc.Time(1_700_000_000_123L),
                "raw", tree("anything", Doc.of(List.of(Doc.of(1)))));

        Whole record = Binder.read(Whole.class, tree);

        assertEquals(List.of(new Part("app", 7, true)), record.parts());
        assertEquals(Launch.BY_HOST, record.launch());
        assertEquals(Instant.ofEpochMilli(1_700_000_000_123L), record.at());
        assertEquals(List.of("z", "a"), List.copyOf(record.labels().keySet()));
        assertEquals(tree, Binder.write(record));
    }

    @Test
    void absentMembersFollowTheTypeOfTheComponent() {
        Whole record = Binder.read(Whole.class, tree("name", Doc.of("web"), "unknown", Doc.of(1)));

        assertEquals(
                new Whole("web", null, Optional.empty(), List.of(), Optional.empty(), Map.of(), null, null, null, null),
                record);
        assertEquals(new Part("p", 0, false), Binder.read(Part.class, tree("name", Doc.of("p"))));
        assertEquals(
                tree("name", Doc.of("web"), "parts", Doc.of(List.<Doc>of()), "labels", Doc.EMPTY),
                Binder.write(record));
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPath() {
        assertRefused("name", tree());
        assertRefused("name", tree("name", Doc.of(1)));
        assertRefused("count", tree("name", Doc.of("web"), "count", Doc.of(1L << 40)));
        assertRefused("launch", tree("name", Doc.of("web"), "launch", Doc.of("MOON")));
        assertRefused("parts.1.name", tree("name", Doc.of("web"), "parts", Doc.of(List.of(Doc.EMPTY))));
        assertRefused("labels.a", tree("name", Doc.of("web"), "labels", tree("a", Doc.of(true))));
    }

    private static void assertRefused(String path, Doc.Struct tree) {
        var refused = assertThrows(BindingException.class, () -> Binder.read(Whole.class, tree));
        assertEquals(path, refused.path());
    }

    private static Doc.Struct tree(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Doc>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Doc) namesAndValues[i + 1]);
        }
        return new Doc.Struct(members);
    }
}
