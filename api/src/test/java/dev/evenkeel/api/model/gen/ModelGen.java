package dev.evenkeel.api.model.gen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/// Writes the compact service models: facts only, no documentation text, one line per operation and per shape.
///
/// Not shipped and not part of the build: its output is committed. To add or renew a service, give it a
/// `service-2.json.gz` as distributed with botocore:
///
/// ```
/// mvn -q -Dquick -pl api -am test-compile dependency:build-classpath -Dmdep.outputFile=target/api.classpath
/// java -cp "api/target/test-classes:$(cat api/target/api.classpath)" dev.evenkeel.api.model.gen.ModelGen \
///     api/src/main/resources/dev/evenkeel/api/model sts=BOTOCORE/data/sts/2011-06-15/service-2.json.gz
/// ```
///
/// `ec2=FILE:RunInstances,DescribeInstances` keeps only some operations and what they reach. The same input gives the
/// same bytes. A trait the tool does not know stops it, so that no fact is lost unseen.
public final class ModelGen {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelGen() {}

    /// First the resource directory, then any number of `id=file[:Operation,Operation]`.
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: ModelGen DIRECTORY ID=FILE[:OPERATION,...] ...");
        }
        var directory = Path.of(args[0]);
        for (String argument : List.of(args).subList(1, args.length)) {
            int equals = argument.indexOf('=');
            int colon = argument.indexOf(':', equals);
            var file = Path.of(argument.substring(equals + 1, colon < 0 ? argument.length() : colon));
            var only = colon < 0
                    ? Set.<String>of()
                    : Set.of(argument.substring(colon + 1).split(","));
            generate(directory, argument.substring(0, equals), file, only);
        }
    }

    private static void generate(Path directory, String id, Path file, Set<String> only) throws IOException {
        JsonNode source = read(file);
        var compact = new CompactModel(source, only);
        Files.writeString(directory.resolve(id + ".json"), sections(compact.operations(), compact.shapes()));
        addToIndex(directory.resolve("services.json"), id, compact.metadata());
    }

    private static JsonNode read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return JSON.readTree(plain);
        }
    }

    private static void addToIndex(Path index, String id, ObjectNode metadata) throws IOException {
        var services = new TreeMap<String, JsonNode>();
        if (Files.exists(index)) {
            JSON.readTree(index.toFile()).properties().forEach(e -> services.put(e.getKey(), e.getValue()));
        }
        services.put(id, metadata);
        Files.writeString(index, "{\n" + lines(services) + "\n}\n", StandardCharsets.UTF_8);
    }

    private static String sections(Map<String, JsonNode> operations, Map<String, JsonNode> shapes) throws IOException {
        return "{\"operations\":{\n" + lines(operations) + "\n},\"shapes\":{\n" + lines(shapes) + "\n}}\n";
    }

    private static String lines(Map<String, JsonNode> entries) throws IOException {
        var text = new StringBuilder();
        for (String name : new TreeSet<>(entries.keySet())) {
            text.append(text.isEmpty() ? "" : ",\n");
            text.append('"').append(name).append("\":").append(JSON.writeValueAsString(entries.get(name)));
        }
        return text.toString();
    }
}
