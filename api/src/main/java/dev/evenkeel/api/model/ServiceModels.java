package dev.evenkeel.api.model;

import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every service known here. The index is read at once, a service's operations and shapes when first asked for.
public final class ServiceModels {
    private final Function<String, @Nullable InputStream> resources;
    private final Map<String, ServiceFacts> facts;
    private final Map<String, ServiceModel> loaded = new ConcurrentHashMap<>();

    private ServiceModels(Function<String, @Nullable InputStream> resources) {
        this.resources = resources;
        this.facts = ModelReader.index(resources);
    }

    /// The services whose models are on the class path.
    public static ServiceModels bundled() {
        return from(ServiceModels.class::getResourceAsStream);
    }

    /// The services of other resources, opened by name: `services.json`, and one file for each service it lists.
    public static ServiceModels from(Function<String, @Nullable InputStream> resources) {
        return new ServiceModels(resources);
    }

    /// What is known of all services without loading them, in order of their ids.
    public Collection<ServiceFacts> services() {
        return facts.values();
    }

    /// A service by our id, such as `ecs`.
    ///
    /// @throws IllegalArgumentException if there is none
    public ServiceModel service(String id) {
        ServiceFacts known = facts.get(id);
        if (known == null) {
            throw new IllegalArgumentException("no service " + id);
        }
        return loaded.computeIfAbsent(id, _ -> ModelReader.service(resources, known));
    }

    /// The services signed for under a name; several may share one.
    public List<ServiceFacts> bySigningName(String signingName) {
        return facts.values().stream()
                .filter(service -> service.signingName().equals(signingName))
                .toList();
    }

    /// The service an `X-Amz-Target` of this prefix is meant for, also the service name in rpc-v2-cbor paths.
    public Optional<ServiceModel> byTargetPrefix(String prefix) {
        return facts.values().stream()
                .filter(service -> service.targetPrefix().filter(prefix::equals).isPresent())
                .findFirst()
                .map(service -> service(service.id()));
    }

    /// The service that speaks the `ec2` dialect of the query protocol in this version, if there is one.
    public Optional<ServiceModel> byEc2Query(String version) {
        return facts.values().stream()
                .filter(service -> service.version().equals(version))
                .filter(service -> service.protocols().contains("ec2"))
                .findFirst()
                .map(service -> service(service.id()));
    }

    /// The service that speaks the query protocol in this version and has this action.
    public Optional<ServiceModel> byQuery(String version, String action) {
        return facts.values().stream()
                .filter(service -> service.version().equals(version))
                .filter(service -> service.protocols().contains("query"))
                .sorted(Comparator.comparing(ServiceFacts::id))
                .map(service -> service(service.id()))
                .filter(service -> service.operation(action).isPresent())
                .findFirst();
    }
}
