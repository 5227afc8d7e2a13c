package dev.evenkeel.api.logs.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Predicate;

/// Conditions on the properties of messages that are JSON. A property that is not there meets `NOT EXISTS` only.
record Json(Condition<JsonNode> condition) implements LogPattern {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Json parse(Cursor in) {
        Condition<JsonNode> condition = Condition.parse(in, Json::single);
        in.expect("}");
        if (!in.done()) {
            throw in.invalid("nothing may follow '}'");
        }
        return new Json(condition);
    }

    private static Predicate<JsonNode> single(Cursor in) {
        var selector = Selector.parse(in);
        if (in.takeWord("IS")) {
            var is = is(in);
            return root -> selector.of(root).stream().anyMatch(is);
        }
        if (in.takeWord("NOT")) {
            if (!in.takeWord("EXISTS")) {
                throw in.invalid("expected EXISTS");
            }
            return root -> selector.of(root).isEmpty();
        }
        if (in.takeWord("EXISTS")) {
            return root -> !selector.of(root).isEmpty();
        }
        var comparison = Comparison.parse(in).orElseThrow(() -> in.invalid("expected a comparison"));
        var operand = comparison.operand(in);
        return root -> selector.of(root).stream()
                .anyMatch(node -> node.isValueNode() && comparison.holds(node.asText(), operand));
    }

    private static Predicate<JsonNode> is(Cursor in) {
        if (in.takeWord("NULL")) {
            return JsonNode::isNull;
        }
        if (in.takeWord("TRUE")) {
            return node -> node.isBoolean() && node.booleanValue();
        }
        if (in.takeWord("FALSE")) {
            return node -> node.isBoolean() && !node.booleanValue();
        }
        throw in.invalid("expected NULL, TRUE or FALSE");
    }

    @Override
    public boolean test(String message) {
        // Most messages that are not JSON are told at once.
        if (message.indexOf('{') < 0) {
            return false;
        }
        try {
            var node = MAPPER.readTree(message);
            return node != null && node.isContainerNode() && condition.test(node);
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
