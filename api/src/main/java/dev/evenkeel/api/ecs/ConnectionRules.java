package dev.evenkeel.api.ecs;

import static dev.evenkeel.api.ecs.Settings.must;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.HostEntry;
import dev.evenkeel.store.model.Connections.Link;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// What ECS asks of the names under which containers are known and know others.
final class ConnectionRules {
    private static final Pattern LINK = Pattern.compile("[a-zA-Z0-9_-]{1,255}(:[a-zA-Z0-9_-]{1,255})?");
    private static final Pattern HOSTNAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?");

    private ConnectionRules() {}

    static void check(Container container, TaskDefinitionInput task) {
        var mode = task.network();
        if (!container.links().isEmpty() && !mode.equals("bridge")) {
            throw Errors.client("Links are not supported when networkMode=" + mode + ".");
        }
        if (container.hostname() instanceof String hostname) {
            if (mode.equals("awsvpc")) {
                throw Errors.client("hostname is not supported on container when networkMode=awsvpc.");
            }
            must(HOSTNAME.matcher(hostname).matches(), container, "hostname");
        }
        boolean ownDns = !container.dnsServers().isEmpty()
                || !container.dnsSearchDomains().isEmpty();
        if (ownDns && mode.equals("awsvpc")) {
            throw Errors.client("dnsServers and dnsSearchDomains are not supported when networkMode=awsvpc.");
        }
        if (!container.extraHosts().isEmpty() && mode.equals("awsvpc")) {
            throw Errors.client("Extra hosts are not supported when networkMode=awsvpc.");
        }
        if (container.hasNoNetwork() && !container.portMappings().isEmpty()) {
            throw Errors.client(
                    "Container '" + container.label() + "' has networking disabled, so port mappings are not allowed.");
        }
        container.extraHosts().forEach(entry -> extraHost(container, entry));
        container.dnsServers().forEach(server -> must(isAddress(server), container, "dnsServers"));
        for (String domain : container.dnsSearchDomains()) {
            must(HOSTNAME.matcher(domain).matches(), container, "dnsSearchDomains");
        }
        container.links().forEach(text -> link(container, text, task));
    }

    private static void extraHost(Container container, HostEntry entry) {
        must(!entry.hostname().isBlank() && isAddress(entry.ipAddress()), container, "extraHosts");
    }

    private static boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void link(Container container, String text, TaskDefinitionInput task) {
        must(LINK.matcher(text).matches(), container, "links");
        var name = Link.of(text).container();
        if (task.containerDefinitions().stream().noneMatch(c -> c.label().equals(name))) {
            throw Errors.client(
                    "Container '" + container.label() + "' links to container '" + name + "' which does not exist.");
        }
    }
}
