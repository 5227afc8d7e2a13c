package dev.evenkeel.api.codedeploy.appspec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.store.model.release.ReleaseStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads AppSpecs. What is in one and not understood is refused by name.
public final class AppSpecReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final String SERVICE = "AWS::ECS::Service";

    private AppSpecReader() {}

    /// @param text JSON where it begins with a brace, else YAML
    /// @throws AppSpecException if it makes no sense, or asks for what is not there
    public static AppSpec read(String text) throws AppSpecException {
        var root = object(tree(text), "The AppSpec");
        known(root, "", Set.of("version", "resources", "hooks"));
        var version = text(root, "version");
        if (!"0.0".equals(version)) {
            throw new AppSpecException("The AppSpec's version has to be 0.0, but is " + version);
        }
        var hooks = hooks(list(root, "Hooks"));
        var resources = list(root, "Resources");
        if (resources.size() != 1 || member(resources.getFirst(), "targetservice") == null) {
            throw new AppSpecException("The AppSpec's Resources have to be one TargetService.");
        }
        known(resources.getFirst(), "Resources[0].", Set.of("targetservice"));
        return service(object(member(resources.getFirst(), "targetservice"), "TargetService"), hooks);
    }

    private static @Nullable JsonNode tree(String text) throws AppSpecException {
        try {
            return (text.stripLeading().startsWith("{") ? JSON : YAML).readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new AppSpecException("The AppSpec is neither JSON nor YAML: " + wrong.getOriginalMessage());
        }
    }

    private static Map<ReleaseStage, String> hooks(List<JsonNode> items) throws AppSpecException {
        var hooks = new TreeMap<ReleaseStage, String>();
        for (var item : items) {
            for (var hook : object(item, "An item of Hooks").properties()) {
                var function = hook.getValue().isTextual() ? hook.getValue().asText() : "";
                if (function.isBlank()) {
                    throw new AppSpecException("The hook " + hook.getKey() + " has to name a function.");
                }
                if (hooks.put(hooked(hook.getKey()), function) != null) {
                    throw new AppSpecException("The hook " + hook.getKey() + " is there twice.");
                }
            }
        }
        return hooks;
    }

    private static ReleaseStage hooked(String word) throws AppSpecException {
        return Arrays.stream(ReleaseStage.values())
                .filter(stage -> stage.hooked() && stage.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new AppSpecException(word + " is not a hook of an ECS service."));
    }

    private static AppSpec service(JsonNode service, Map<ReleaseStage, String> hooks) throws AppSpecException {
        known(service, "TargetService.", Set.of("type", "properties"));
        if (!SERVICE.equals(text(service, "Type"))) {
            throw new AppSpecException("The Type of a TargetService has to be " + SERVICE);
        }
        var properties = object(member(service, "properties"), "Properties");
        known(
                properties,
                "Properties.",
                Set.of(
                        "taskdefinition",
                        "loadbalancerinfo",
                        "platformversion",
                        "networkconfiguration",
                        "capacityproviderstrategy"));
        var balancer = object(member(properties, "loadbalancerinfo"), "LoadBalancerInfo");
        known(balancer, "LoadBalancerInfo.", Set.of("containername", "containerport"));
        return new AppSpec(
                required(properties, "TaskDefinition"),
                required(balancer, "ContainerName"),
                port(balancer),
                text(properties, "PlatformVersion"),
                network(member(properties, "networkconfiguration")),
                strategy(list(properties, "CapacityProviderStrategy")),
                hooks);
    }

    private static int port(JsonNode balancer) throws AppSpecException {
        return whole(balancer, "ContainerPort");
    }

    private static AppSpec.@Nullable Network network(@Nullable JsonNode network) throws AppSpecException {
        if (network == null) {
            return null;
        }
        known(network, "NetworkConfiguration.", Set.of("awsvpcconfiguration"));
        var own = object(member(network, "awsvpcconfiguration"), "AwsvpcConfiguration");
        known(own, "AwsvpcConfiguration.", Set.of("subnets", "securitygroups", "assignpublicip"));
        return new AppSpec.Network(texts(own, "Subnets"), texts(own, "SecurityGroups"), text(own, "AssignPublicIp"));
    }

    private static List<AppSpec.Provider> strategy(List<JsonNode> items) throws AppSpecException {
        var providers = new ArrayList<AppSpec.Provider>();
        for (var item : items) {
            known(item, "CapacityProviderStrategy.", Set.of("capacityprovider", "base", "weight"));
            int base = member(item, "base") == null ? 0 : whole(item, "Base");
            int weight = member(item, "weight") == null ? 0 : whole(item, "Weight");
            providers.add(new AppSpec.Provider(required(item, "CapacityProvider"), base, weight));
        }
        return providers;
    }

    /// A member, in whatever case it is written: users write `resources` and `Resources`.
    private static @Nullable JsonNode member(JsonNode from, String lowerCase) {
        for (var member : from.properties()) {
            if (member.getKey().toLowerCase(Locale.ROOT).equals(lowerCase)
                    && !member.getValue().isNull()) {
                return member.getValue();
            }
        }
        return null;
    }

    private static void known(JsonNode from, String path, Set<String> lowerCase) throws AppSpecException {
        for (var member : from.properties()) {
            if (!lowerCase.contains(member.getKey().toLowerCase(Locale.ROOT))) {
                throw new AppSpecException(path + member.getKey() + " is not supported in an AppSpec.");
            }
        }
    }

    private static JsonNode object(@Nullable JsonNode node, String what) throws AppSpecException {
        if (node == null || !node.isObject()) {
            throw new AppSpecException(what + " has to be there and to have members.");
        }
        return node;
    }

    private static List<JsonNode> list(JsonNode from, String name) throws AppSpecException {
        var node = member(from, name.toLowerCase(Locale.ROOT));
        var items = new ArrayList<JsonNode>();
        if (node != null && !node.isArray()) {
            throw new AppSpecException(name + " has to be a list.");
        }
        if (node != null) {
            node.forEach(items::add);
        }
        return items;
    }

    private static List<String> texts(JsonNode from, String name) throws AppSpecException {
        return list(from, name).stream().map(JsonNode::asText).toList();
    }

    private static @Nullable String text(JsonNode from, String name) {
        var node = member(from, name.toLowerCase(Locale.ROOT));
        return node == null || node.isContainerNode() ? null : node.asText();
    }

    private static String required(JsonNode from, String name) throws AppSpecException {
        var text = text(from, name);
        if (text == null || text.isBlank()) {
            throw new AppSpecException("The AppSpec needs a " + name + ".");
        }
        return text;
    }

    private static int whole(JsonNode from, String name) throws AppSpecException {
        var text = required(from, name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new AppSpecException("The AppSpec's " + name + " has to be a number, but is " + text);
        }
    }
}
