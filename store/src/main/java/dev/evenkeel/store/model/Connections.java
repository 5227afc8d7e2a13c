package dev.evenkeel.store.model;

import dev.evenkeel.store.model.ContainerDefinition.PortMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a container reaches others and is reached.
///
/// @param links containers of the same task that are found by name in bridge mode
/// @param disabled whether it has no network at all
public record Connections(
        List<PortMapping> portMappings,
        List<Link> links,
        @Nullable String hostname,
        List<HostEntry> extraHosts,
        List<String> dnsServers,
        List<String> dnsSearchDomains,
        boolean disabled) {
    /// Another container, and the name under which it is found.
    public record Link(String container, String alias) {
        /// Reads `container` or `container:alias`.
        public static Link of(String text) {
            int colon = text.indexOf(':');
            return colon < 0 ? new Link(text, text) : new Link(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /// A line of `/etc/hosts`.
    public record HostEntry(String hostname, String address) {}

    static Connections of(Doc.Struct container) {
        return new Connections(
                container.structs("portMappings").stream().map(PortMapping::of).toList(),
                container.texts("links").stream().map(Link::of).toList(),
                container.text("hostname").orElse(null),
                container.structs("extraHosts").stream()
                        .map(e -> new HostEntry(Members.text(e, "hostname"), Members.text(e, "ipAddress")))
                        .toList(),
                container.texts("dnsServers"),
                container.texts("dnsSearchDomains"),
                Members.flag(container, "disableNetworking"));
    }
}
