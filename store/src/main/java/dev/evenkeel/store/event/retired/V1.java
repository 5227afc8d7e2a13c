package dev.evenkeel.store.event.retired;

import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.ServiceId;
import java.util.List;

/// Version 1 of events that have a later one.
public final class V1 {
    private V1() {}

    /// A host before it had attributes.
    public record HostSpec(int cpu, int memory, int firstPort, int lastPort, String address, String engineVersion) {
        private dev.evenkeel.store.model.HostSpec next() {
            return new dev.evenkeel.store.model.HostSpec(cpu, memory, firstPort, lastPort, address, engineVersion);
        }
    }

    /// A host that offered itself without attributes.
    public record HostRegistered(HostId host, HostSpec spec) {
        /// With none.
        public HostEvent.HostRegistered next() {
            return new HostEvent.HostRegistered(host, spec.next());
        }
    }

    /// A refusal that did not tell which host came nearest.
    public record PlacementRefused(ServiceId service, List<Refusal> refusals) {
        /// With none.
        public ServiceEvent.PlacementRefused next() {
            return new ServiceEvent.PlacementRefused(service, refusals, null);
        }
    }
}
