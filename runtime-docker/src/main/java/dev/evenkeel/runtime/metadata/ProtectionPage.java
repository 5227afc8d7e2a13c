package dev.evenkeel.runtime.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.store.state.TaskRow;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The agent's endpoint by which a task protects itself.
final class ProtectionPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Names names;
    private final ProtectionCalls calls;

    ProtectionPage(Names names, ProtectionCalls calls) {
        this.names = names;
        this.calls = calls;
    }

    Reply get(TaskRow row, Instant now) {
        var until = Optional.ofNullable(row.protectedUntil()).filter(now::isBefore);
        return new Reply(200, protection(row, until));
    }

    Reply put(TaskRow row, byte[] body) throws InterruptedException {
        JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (IOException | IllegalArgumentException e) {
            return refused(row, "InvalidParameterException", "The request body is no JSON.");
        }
        var enabled = asked.path("ProtectionEnabled");
        var minutes = asked.path("ExpiresInMinutes");
        if (!enabled.isBoolean()) {
            return refused(row, "InvalidParameterException", "ProtectionEnabled must be true or false.");
        }
        if (!minutes.isMissingNode() && !minutes.isNull() && !minutes.canConvertToInt()) {
            return refused(row, "InvalidParameterException", "ExpiresInMinutes must be a whole number.");
        }
        @Nullable Integer length = minutes.isInt() ? minutes.asInt() : null;
        var answer = calls.set(row.id(), enabled.asBoolean(), length);
        return answer.failure()
                .map(failure -> refused(row, failure.code(), failure.message()))
                .orElseGet(() -> new Reply(200, protection(row, answer.expires())));
    }

    private ObjectNode protection(TaskRow row, Optional<Instant> until) {
        var page = JsonNodeFactory.instance.objectNode();
        var protection = page.putObject("protection");
        until.ifPresent(at -> protection.put("ExpirationDate", at.toString()));
        protection.put("ProtectionEnabled", until.isPresent()).put("TaskArn", names.task(row.id()));
        return page;
    }

    private Reply refused(TaskRow row, String code, String message) {
        var page = JsonNodeFactory.instance.objectNode();
        page.putObject("error")
                .put("Arn", names.task(row.id()))
                .put("Code", code)
                .put("Message", message);
        return new Reply(400, page);
    }
}
