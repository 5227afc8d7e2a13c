package dev.evenkeel.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the compact model resources, which the generator in the test sources writes, and with `ecs.json` what
/// `ecs-newer.json` adds to it, if there is such a file.
final class ModelReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Shape.Ref> refs = new ArrayList<>();

    private ModelReader() {}

    static Map<String, ServiceFacts> index(Function<String, @Nullable InputStream> resources) {
        var facts = new LinkedHashMap<String, ServiceFacts>();
        for (Map.Entry<String, JsonNode> entry :
                resource(resources, "services.json").properties()) {
            JsonNode node = entry.getValue();
            facts.put(
                    entry.getKey(),
                    new ServiceFacts(
                            entry.getKey(),
                            node.get("serviceId").asText(),
                            node.get("version").asText(),
                            node.get("signingName").asText(),
                            text(node, "targetPrefix"),
                            text(node, "xmlNamespace"),
                            texts(node, "protocols"),
                            node.path("queryCompatible").asBoolean()));
        }
        return Collections.unmodifiableMap(facts);
    }

    static ServiceModel service(Function<String, @Nullable InputStream> resources, ServiceFacts facts) {
        var root = resource(resources, facts.id() + ".json");
        optional(resources, facts.id() + "-newer.json")
                .ifPresent(newer -> NewerFacts.add((ObjectNode) root.get("shapes"), newer.get("shapes")));
        return new ModelReader().read(facts, root);
    }

    private ServiceModel read(ServiceFacts facts, JsonNode root) {
        var shapes = new LinkedHashMap<String, Shape>();
        root.get("shapes").properties().forEach(e -> shapes.put(e.getKey(), shape(e.getKey(), e.getValue())));
        refs.forEach(ref -> ref.resolve(shapes));
        var operations = new LinkedHashMap<String, OperationModel>();
        root.get("operations")
                .properties()
                .forEach(e -> operations.put(e.getKey(), operation(facts, e.getKey(), e.getValue(), shapes)));
        return new ServiceModel(facts, Collections.unmodifiableMap(operations), Collections.unmodifiableMap(shapes));
    }

    private static OperationModel operation(ServiceFacts facts, String name, JsonNode node, Map<String, Shape> shapes) {
        return new OperationModel(
                facts.id(),
                name,
                structure(node, "input", shapes),
                structure(node, "output", shapes),
                text(node, "wrapper"),
                texts(node, "errors"),
                node.path("readonly").asBoolean(),
                "none".equals(node.path("authtype").asText()));
    }

    private static Shape.Structure structure(JsonNode node, String part, Map<String, Shape> shapes) {
        return shapes.get(node.path(part).asText()) instanceof Shape.Structure structure
                ? structure
                : Shape.Structure.NOTHING;
    }

    private Shape shape(String name, JsonNode node) {
        boolean sensitive = node.path("sensitive").asBoolean();
        String type = node.get("type").asText();
        return switch (type) {
            case "structure", "union" -> structure(name, sensitive, node, type.equals("union"));
            case "list" -> new Shape.Listing(name, sensitive, member("member", node.get("member")), range(node));
            case "map" ->
                new Shape.Mapping(
                        name,
                        sensitive,
                        member("key", node.get("key")),
                        member("value", node.get("value")),
                        range(node));
            case "string" ->
                new Shape.Text(
                        name, sensitive, range(node), text(node, "pattern").map(TextPattern::new), texts(node, "enum"));
            case "integer" -> new Shape.Whole(name, sensitive, 32, range(node));
            case "long" -> new Shape.Whole(name, sensitive, 64, range(node));
            case "float", "double" -> new Shape.Real(name, sensitive, range(node));
            case "boolean" -> new Shape.Truth(name, sensitive);
            case "timestamp" -> new Shape.Time(name, sensitive);
            case "blob" -> new Shape.Bytes(name, sensitive, range(node));
            case "document" -> new Shape.Document(name, sensitive);
            default -> throw new IllegalStateException("a type this server does not know: " + type + " of " + name);
        };
    }

    private Shape.Structure structure(String name, boolean sensitive, JsonNode node, boolean union) {
        var members = new LinkedHashMap<String, Shape.Member>();
        node.get("members").properties().forEach(e -> members.put(e.getKey(), member(e.getKey(), e.getValue())));
        Optional<Shape.ErrorFacts> error = Optional.ofNullable(node.get("error"))
                .map(facts -> new Shape.ErrorFacts(
                        facts.path("code").asText(name),
                        facts.path("status").asInt(400),
                        facts.path("sender").asBoolean(true)));
        return new Shape.Structure(
                name, sensitive, Collections.unmodifiableMap(members), texts(node, "required"), union, error);
    }

    private Shape.Member member(String name, JsonNode node) {
        var ref = new Shape.Ref(
                node.isTextual() ? node.asText() : node.get("shape").asText());
        refs.add(ref);
        return new Shape.Member(
                name,
                ref,
                text(node, "locationName"),
                text(node, "queryName"),
                node.path("idempotencyToken").asBoolean());
    }

    private static Shape.Range range(JsonNode node) {
        return node.has("min") || node.has("max")
                ? new Shape.Range(number(node, "min"), number(node, "max"))
                : Shape.Range.ANY;
    }

    private static Optional<BigDecimal> number(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::decimalValue);
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }

    private static List<String> texts(JsonNode node, String name) {
        var texts = new ArrayList<String>();
        node.path(name).forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }

    private static JsonNode resource(Function<String, @Nullable InputStream> resources, String name) {
        return optional(resources, name).orElseThrow(() -> new IllegalStateException("no resource " + name));
    }

    private static Optional<JsonNode> optional(Function<String, @Nullable InputStream> resources, String name) {
        try (InputStream in = resources.apply(name)) {
            return in == null ? Optional.empty() : Optional.of(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
