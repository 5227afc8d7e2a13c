package dev.evenkeel.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.store.model.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final Doc HIDDEN = Doc.of("****");

    private final Shape.Structure register = ServiceModels.bundled()
            .service("ecs")
            .operation("RegisterTaskDefinition")
            .orElseThrow()
            .input();

    @Test
    void sensitiveMembersAreHiddenWhereverTheyAre() {
        Doc.Struct variable = Doc.EMPTY.with("name", Doc.of("PASSWORD")).with("value", Doc.of("hunter2"));
        Doc.Struct container = Doc.EMPTY.with("name", Doc.of("app")).with("environment", Doc.of(List.of(variable)));
        Doc.Struct input =
                Doc.EMPTY.with("family", Doc.of("web")).with("containerDefinitions", Doc.of(List.of(container)));

        Doc.Struct redacted = Redactor.redact(register, input);

        assertEquals(
                input.with("containerDefinitions", Doc.of(List.of(container.with("environment", HIDDEN)))), redacted);
    }

    @Test
    void whatTheModelDoesNotKnowIsHidden() {
        Doc.Struct input = Doc.EMPTY.with("family", Doc.of("web")).with("pasword", Doc.of("hunter2"));

        assertEquals(input.with("pasword", HIDDEN), Redactor.redact(register, input));
    }
}
