package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.ServiceRevisionRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A service revision as ECS describes it: what one deployment runs, for ever.
record ServiceRevisionView(
        String serviceRevisionArn,
        String serviceArn,
        String clusterArn,
        String taskDefinition,
        Optional<Doc.Items> capacityProviderStrategy,
        Optional<String> launchType,
        Optional<String> platformVersion,
        Optional<String> platformFamily,
        List<Doc> loadBalancers,
        List<Doc> serviceRegistries,
        Optional<Doc.Struct> networkConfiguration,
        List<Image> containerImages,
        boolean guardDutyEnabled,
        Instant createdAt,
        Resolved resolvedConfiguration) {
    /// What a container runs.
    ///
    /// @param imageDigest absent until a first task found out, and where the image has none
    record Image(String containerName, Optional<String> imageDigest, String image) {}

    /// What its load balancing comes to.
    record Resolved(List<Balancing> loadBalancers) {}

    /// A target group that its tasks are in, and the rule that sends production traffic there.
    record Balancing(String targetGroupArn, Optional<String> productionListenerRule) {}

    static ServiceRevisionView of(Arns arns, State state, ServiceRevisionRow row) {
        var service = row.id().service();
        var spec = row.asked();
        var document = spec.document();
        var containers = state.definitions()
                .get(spec.taskDefinition())
                .map(definition -> definition.definition().containers())
                .orElse(List.of());
        return new ServiceRevisionView(
                arns.of(row.id()),
                arns.of(service),
                arns.of(service.cluster()),
                arns.of(spec.taskDefinition()),
                DeploymentView.strategy(spec),
                DeploymentView.launchType(spec),
                document.text("platformVersion"),
                DeploymentView.platformFamily(spec),
                document.items(BalancedPort.MEMBER),
                List.of(),
                DeploymentView.network(spec),
                containers.stream().map(container -> image(row, container)).toList(),
                false,
                row.createdAt(),
                new Resolved(balancing(row)));
    }

    private static Image image(ServiceRevisionRow row, ContainerDefinition container) {
        var digest = Optional.ofNullable(row.images().get(container.name()))
                .map(exact -> exact.substring(exact.indexOf('@') + 1));
        return new Image(container.name(), digest, container.image());
    }

    /// Where a deployment chose between two target groups, the one that it chose.
    private static List<Balancing> balancing(ServiceRevisionRow row) {
        var asked = row.asked().document().structs(BalancedPort.MEMBER);
        return IntStream.range(0, asked.size())
                .mapToObj(i -> new Balancing(
                        i < row.groups().size()
                                ? row.groups().get(i)
                                : asked.get(i).text("targetGroupArn").orElse(""),
                        asked.get(i).struct("advancedConfiguration").text("productionListenerRule")))
                .toList();
    }
}
