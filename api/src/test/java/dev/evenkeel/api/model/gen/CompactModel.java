package dev.evenkeel.api.model.gen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One C2J service model reduced to the facts a server needs, and to what its operations reach.
final class CompactModel {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// C2J traits that say nothing about what a server must accept or send with the protocols served here.
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of(
            "documentation",
            "deprecated",
            "deprecatedMessage",
            "deprecatedSince",
            "box",
            "xmlOrder",
            "synthetic",
            "exception",
            "fault",
            "error",
            "event",
            "eventstream",
            "document",
            "union",
            "type");

    private static final Set<String> OPERATION_WITHOUT_MEANING_HERE = Set.of(
            "name",
            "http",
            "documentation",
            "deprecated",
            "deprecatedMessage",
            "idempotent",
            "endpoint",
            "auth",
            "requestcompression",
            "input",
            "output",
            "errors");

    private final JsonNode source;
    private final Map<String, JsonNode> operations = new TreeMap<>();
    private final Map<String, JsonNode> shapes = new TreeMap<>();
    private final Deque<String> reached = new ArrayDeque<>();

    CompactModel(JsonNode source, Set<String> only) {
        this.source = source;
        for (Map.Entry<String, JsonNode> operation : source.get("operations").properties()) {
            if (only.isEmpty() || only.contains(operation.getKey())) {
                operations.put(operation.getKey(), operation(operation.getValue()));
            }
        }
        while (!reached.isEmpty()) {
            String name = reached.pop();
            if (!shapes.containsKey(name)) {
                shapes.put(name, shape(name, source.get("shapes").get(name)));
            }
        }
    }

    Map<String, JsonNode> operations() {
        return operations;
    }

    Map<String, JsonNode> shapes() {
        return shapes;
    }

    ObjectNode metadata() {
        JsonNode from = source.get("metadata");
        ObjectNode to = NODES.objectNode();
        to.set("serviceId", from.get("serviceId"));
        to.set("version", from.get("apiVersion"));
        to.put(
                "signingName",
                from.path("signingName").asText(from.get("endpointPrefix").asText()));
        set(to, "targetPrefix", from.get("targetPrefix"));
        set(to, "jsonVersion", from.get("jsonVersion"));
        set(to, "xmlNamespace", from.get("xmlNamespace"));
        to.set("protocols", from.get("protocols"));
        if (from.has("awsQueryCompatible")) {
            to.put("queryCompatible", true);
        }
        return to;
    }

    private ObjectNode operation(JsonNode from) {
        ObjectNode to = NODES.objectNode();
        set(to, "input", from.path("input").get("shape"));
        set(to, "output", from.path("output").get("shape"));
        set(to, "wrapper", from.path("output").get("resultWrapper"));
        ArrayNode errors = NODES.arrayNode();
        from.path("errors").forEach(error -> errors.add(reach(error.get("shape"))));
        set(to, "errors", errors.isEmpty() ? null : errors);
        set(to, "readonly", from.get("readonly"));
        set(to, "authtype", from.get("authtype"));
        reach(to.get("input"));
        reach(to.get("output"));
        rejectUnknown(from, to, OPERATION_WITHOUT_MEANING_HERE);
        return to;
    }

    private ObjectNode shape(String name, JsonNode from) {
        ObjectNode to = NODES.objectNode();
        to.put("type", type(from));
        if (from.has("members")) {
            ObjectNode members = to.putObject("members");
            from.get("members").properties().forEach(member -> members.set(member.getKey(), member(member.getValue())));
        }
        for (String part : new String[] {"member", "key", "value"}) {
            set(to, part, from.has(part) ? member(from.get(part)) : null);
        }
        String[] kept = {"required", "min", "max", "pattern", "enum", "sensitive"};
        for (String trait : kept) {
            set(to, trait, from.get(trait));
        }
        if (from.path("exception").asBoolean()) {
            to.set("error", error(name, from));
        }
        rejectUnknown(from, to, WITHOUT_MEANING_HERE);
        return to;
    }

    private static String type(JsonNode from) {
        if (from.path("document").asBoolean()) {
            return "document";
        }
        return from.path("union").asBoolean() ? "union" : from.get("type").asText();
    }

    /// Only what differs from the usual error: named like its shape, status 400, the sender's fault.
    private static ObjectNode error(String name, JsonNode from) {
        JsonNode error = from.path("error");
        boolean fault = from.path("fault").asBoolean();
        int status = error.path("httpStatusCode").asInt(fault ? 500 : 400);
        boolean sender = error.path("senderFault").asBoolean(status < 500);
        ObjectNode to = NODES.objectNode();
        String code = error.path("code").asText(name);
        if (!code.equals(name)) {
            to.put("code", code);
        }
        if (status != 400) {
            to.put("status", status);
        }
        if (!sender) {
            to.put("sender", false);
        }
        return to;
    }

    /// A member is the name of its shape, or an object where more is to be said.
    private JsonNode member(JsonNode from) {
        ObjectNode to = NODES.objectNode();
        to.put("shape", reach(from.get("shape")));
        String[] kept = {"locationName", "queryName", "idempotencyToken"};
        for (String trait : kept) {
            set(to, trait, from.get(trait));
        }
        rejectUnknown(from, to, WITHOUT_MEANING_HERE);
        return to.size() == 1 ? to.get("shape") : to;
    }

    private @Nullable String reach(@Nullable JsonNode shape) {
        if (!(shape instanceof TextNode name)) {
            return null;
        }
        reached.push(name.asText());
        return name.asText();
    }

    private static void set(ObjectNode to, String name, @Nullable JsonNode value) {
        if (value != null) {
            to.set(name, value);
        }
    }

    private static void rejectUnknown(JsonNode from, ObjectNode to, Set<String> meaningless) {
        for (Iterator<String> names = from.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!to.has(name) && !meaningless.contains(name)) {
                throw new IllegalStateException("a trait this tool does not know: " + name + " in " + from);
            }
        }
    }
}
