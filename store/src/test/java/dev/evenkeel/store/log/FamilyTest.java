package dev.evenkeel.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.store.log.Family.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyTest {
    public sealed interface Shape {}

    public record Circle(int radius, String colour, boolean filled) implements Shape {}

    public record CircleV1(int diameter) {}

    public record CircleV2(int radius, String colour) {}

    private static final Form<CircleV1> V1 =
            Form.retired(1, 1, CircleV1.class, old -> new CircleV2(old.diameter() / 2, "black"));
    private static final Form<CircleV2> V2 =
            Form.retired(1, 2, CircleV2.class, old -> new Circle(old.radius(), old.colour(), false));

    @Test
    void whatWasWrittenInOldVersionsIsReadInTheVersionInUse() {
        var shapes = new Family<Shape>("shape", List.of(V1, V2, Form.inUse(1, 3, Circle.class)));

        var first = new Out();
        first.unsigned(1);
        first.unsigned(1);
        Codecs.of(CircleV1.class).write(first, new CircleV1(10));
        assertEquals(new Circle(5, "black", false), shapes.read(new In(first.toBytes())));

        var second = new Out();
        second.unsigned(1);
        second.unsigned(2);
        Codecs.of(CircleV2.class).write(second, new CircleV2(7, "red"));
        assertEquals(new Circle(7, "red", false), shapes.read(new In(second.toBytes())));

        var third = new Out();
        shapes.write(third, new Circle(3, "blue", true));
        assertEquals(new Circle(3, "blue", true), shapes.read(new In(third.toBytes())));
    }

    @Test
    void aNumberIsGivenOutOnce() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Family<Shape>(
                        "shape", List.of(Form.inUse(1, 1, Circle.class), Form.inUse(1, 1, CircleV2.class))));
    }
}
