package dev.evenkeel.runtime.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.store.model.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Documents as tests write them: JSON with ' for ".
final class Docs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Docs() {}

    static Doc.Struct of(String text) {
        try {
            return (Doc.Struct) of(JSON.readTree(text.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Doc of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Doc.of(node.textValue());
            case BOOLEAN -> Doc.of(node.booleanValue());
            case NUMBER -> Doc.of(node.longValue());
            case ARRAY -> {
                var items = new ArrayList<Doc>();
                node.forEach(item -> items.add(of(item)));
                yield Doc.of(items);
            }
            case OBJECT -> {
                var members = new LinkedHashMap<String, Doc>();
                node.properties().forEach(entry -> members.put(entry.getKey(), of(entry.getValue())));
                yield new Doc.Struct(members);
            }
            default -> throw new IllegalArgumentException(node.toString());
        };
    }
}
