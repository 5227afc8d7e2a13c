package dev.evenkeel.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.log.Family.Form;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type and version that was ever written can be read: the bytes of each are in the tree, beside what they say.
///
/// A new type or version gets its fixture by running this test with `-Devenkeel.fixtures=write`, which writes those
/// that are missing and never touches one that is there.
class FixturesTest {
    private static final Path ROOT = Path.of("src/test/resources");
    private static final boolean WRITE = "write".equals(System.getProperty("evenkeel.fixtures"));
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    record Kind(String folder, Family<?> family, Class<?> sealed) {
        @Override
        public String toString() {
            return folder;
        }

        Path file(Form<?> form) {
            var name = form.type().getSimpleName() + ".v" + form.version() + ".json";
            return ROOT.resolve(folder).resolve(name);
        }
    }

    static List<Kind> kinds() {
        return List.of(
                new Kind("events", Vocabulary.EVENTS, Event.class),
                new Kind("reasons", Vocabulary.REASONS, Reason.class),
                new Kind("origins", Vocabulary.ORIGINS, Origin.class));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyTypeHasANumber(Kind kind) {
        var numbered = kind.family.forms().stream()
                .filter(form -> form.next() == null)
                .map(Form::type)
                .map(Class::getName)
                .sorted();
        assertEquals(leaves(kind.sealed).map(Class::getName).sorted().toList(), numbered.toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FixturesTest::leaves)
                : Stream.of(type);
    }

    @TestFactory
    Stream<DynamicTest> whatWasWrittenIsRead() {
        return kinds().stream()
                .flatMap(kind -> kind.family.forms().stream()
                        .map(form -> DynamicTest.dynamicTest(
                                kind + "/" + form.type().getSimpleName() + " v" + form.version(),
                                () -> assertReads(kind.family, form, kind.file(form)))));
    }

    private static <T> void assertReads(Family<T> family, Form<?> form, Path file) throws IOException {
        if (WRITE && form.next() == null && Files.notExists(file)) {
            write(family, form, file);
        }
        assertTrue(Files.exists(file), () -> file + " is missing; write it with -Devenkeel.fixtures=write");
        var fixture = JSON.readTree(file.toFile());
        assertEquals(form.number(), fixture.get("number").intValue());
        for (var sample : fixture.get("samples")) {
            var bytes = HexFormat.of().parseHex(sample.get("bytes").textValue());
            var in = new In(bytes);
            T value = family.read(in);
            in.requireEnd();
            assertEquals(sample.get("says"), JSON.readTree(JsonView.of(value)));
            if (form.next() == null) {
                assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(bytes(family, value)));
            }
        }
    }

    private static <T> byte[] bytes(Family<T> family, T value) {
        var out = new Out();
        family.write(out, value);
        return out.toBytes();
    }

    @SuppressWarnings("unchecked")
    private static <T> void write(Family<T> family, Form<?> form, Path file) throws IOException {
        var fixture = JSON.createObjectNode()
                .put("type", form.type().getSimpleName())
                .put("number", form.number())
                .put("version", form.version());
        var samples = fixture.putArray("samples");
        for (var value : List.of(Samples.full(form.type()), Samples.sparse(form.type()))) {
            var bytes = HexFormat.of().formatHex(bytes(family, (T) value));
            JsonNode says = JSON.readTree(JsonView.of(value));
            samples.addObject().put("bytes", bytes).set("says", says);
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writeValueAsString(fixture) + "\n");
    }

    /// Constants are written by their position, so they may only ever be appended.
    @Test
    void constantsStayWhereTheyAre() throws IOException {
        var file = ROOT.resolve("enums.json");
        var now = new TreeMap<String, List<String>>();
        for (var kind : kinds()) {
            kind.family.forms().forEach(form -> constants(form.type(), now));
        }
        if (WRITE && Files.notExists(file)) {
            Files.createDirectories(ROOT);
            Files.writeString(file, JSON.writeValueAsString(now) + "\n");
        }
        var fixture = JSON.readTree(file.toFile());
        var recorded = new TreeMap<String, List<String>>();
        for (var type : fixture.properties()) {
            var names = new ArrayList<String>();
            type.getValue().forEach(name -> names.add(name.textValue()));
            recorded.put(type.getKey(), names);
        }
        assertEquals(recorded, now, "append to " + file + " what was appended to an enum, and nothing else");
    }

    private static void constants(Type type, NavigableMap<String, List<String>> found) {
        switch (type) {
            case ParameterizedType generic -> {
                for (var argument : generic.getActualTypeArguments()) {
                    constants(argument, found);
                }
            }
            case Class<?> plain
            when plain.isEnum() ->
                found.put(
                        plain.getSimpleName(),
                        Arrays.stream(plain.getEnumConstants())
                                .map(constant -> ((Enum<?>) constant).name())
                                .toList());
            case Class<?> plain
            when plain.isRecord() -> {
                for (var component : plain.getRecordComponents()) {
                    constants(component.getGenericType(), found);
                }
            }
            default -> {}
        }
    }
}
