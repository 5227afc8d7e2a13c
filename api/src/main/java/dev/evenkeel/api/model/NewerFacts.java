package dev.evenkeel.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Facts that AWS documents and the bundled models do not have yet: whole shapes, members of shapes, words of enums.
/// They add and never replace, so that a renewed model that has them makes its entry here superfluous and no harm.
final class NewerFacts {
    private NewerFacts() {}

    static void add(ObjectNode shapes, JsonNode newer) {
        for (Map.Entry<String, JsonNode> entry : newer.properties()) {
            if (shapes.get(entry.getKey()) instanceof ObjectNode known) {
                extend(known, entry.getValue());
            } else {
                shapes.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static void extend(ObjectNode shape, JsonNode more) {
        if (shape.get("members") instanceof ObjectNode members) {
            more.path("members")
                    .properties()
                    .forEach(member -> members.putIfAbsent(member.getKey(), member.getValue()));
        }
        if (shape.get("enum") instanceof ArrayNode words) {
            more.path("enum").forEach(word -> addWord(words, word));
        }
    }

    private static void addWord(ArrayNode words, JsonNode word) {
        for (JsonNode known : words) {
            if (known.equals(word)) {
                return;
            }
        }
        words.add(word);
    }
}
