package dev.evenkeel.api.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.api.ecs.Kind;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Reads manifests: one document, an array of them, or several one after another.
final class ManifestReader {
    private static final String VERSION = "evenkeel/v1";
    private static final Set<String> MEMBERS = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final int MOST = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ManifestReader() {}

    /// @throws ApiException if this is no JSON, or not made of manifests
    static List<Manifest> read(byte[] body) {
        var manifests = new ArrayList<Manifest>();
        try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(body)) {
            while (documents.hasNextValue()) {
                var document = documents.nextValue();
                if (document.isArray()) {
                    document.forEach(each -> manifests.add(manifest(each, manifests.size() + 1)));
                } else {
                    manifests.add(manifest(document, manifests.size() + 1));
                }
            }
        } catch (JsonProcessingException malformed) {
            throw ApiError.sender("SerializationException", Objects.requireNonNull(malformed.getOriginalMessage()))
                    .asException();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (manifests.isEmpty() || manifests.size() > MOST) {
            throw invalid("Between 1 and " + MOST + " manifests can be applied at once, not " + manifests.size() + ".");
        }
        return manifests;
    }

    static ApiException invalid(String message) {
        return ApiError.sender("InvalidParameterException", message).asException();
    }

    private static Manifest manifest(JsonNode document, int number) {
        var where = "Manifest " + number;
        if (!document.isObject()) {
            throw invalid(where + " is not an object.");
        }
        document.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw invalid(where + " has an unknown member: " + name);
            }
        });
        if (!VERSION.equals(document.path("apiVersion").asText())) {
            throw invalid(where + ": apiVersion must be " + VERSION);
        }
        var kind = Arrays.stream(Kind.values())
                .filter(k -> k.word().equals(document.path("kind").asText()))
                .findFirst()
                .orElseThrow(() -> invalid(where + ": kind must be Cluster, TaskDefinition or Service"));
        var name = document.path("metadata").path("name").asText();
        if (name.isEmpty() || document.path("metadata").size() != 1) {
            throw invalid(where + ": metadata must have a name and nothing else");
        }
        var spec = document.path("spec");
        if (!spec.isObject() && !spec.isMissingNode()) {
            throw invalid(where + ": spec must be an object");
        }
        return new Manifest(kind, name, spec.isMissingNode() ? JSON.createObjectNode() : spec);
    }
}
