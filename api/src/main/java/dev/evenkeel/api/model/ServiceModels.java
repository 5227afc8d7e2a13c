package dev.evenkeel.api.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Every service known here. The index is read at once, a service's operations and shapes when first asked for.
public final class ServiceModels {
    private final Map<String, ServiceFacts> facts;
    private final Map<String, ServiceModel> loaded = new ConcurrentHashMap<>();

    private ServiceModels(Map<String, ServiceFacts> facts) {
        this.facts = facts;
    }

    /// The services whose models are on the class path.
    public static ServiceModels bundled() {
        return new ServiceModels(ModelReader.index());
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
        return loaded.computeIfAbsent(id, _ -> ModelReader.service(known));
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
