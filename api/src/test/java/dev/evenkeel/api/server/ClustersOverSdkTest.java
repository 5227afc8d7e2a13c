package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.reconcilers.command.Quotas.Quota;
import dev.evenkeel.store.event.NetworkEvent.SubnetCreated;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.DefaultNetwork;
import dev.evenkeel.store.state.SubnetRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterContainsTasksException;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PlatformUnknownException;
import software.amazon.awssdk.services.ecs.model.ResourceInUseException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/// Clusters, their capacity, the account's settings and what callers are held to, through AWS's own SDK.
@SuppressWarnings("unchecked") // the varargs of the SDK\'s builders are generic
final class ClustersOverSdkTest {
    private EcsFixture fixture;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        ecs = fixture.ecs();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void whatAClusterIsConfiguredForIsToldWhenAskedFor() {
        ecs.createCluster(r -> r.clusterName("dev")
                .configuration(c -> c.executeCommandConfiguration(e -> e.logging("NONE")))
                .tags(t -> t.key("team").value("a")));
        var plain = describe();
        assertTrue(plain.settings().isEmpty() && plain.tags().isEmpty() && plain.configuration() == null);
        var whole = describe(ClusterField.knownValues().toArray(ClusterField[]::new));
        assertEquals(Map.of("containerInsights", "disabled"), settings(whole));
        assertEquals("a", whole.tags().getFirst().value());
        assertEquals("NONE", whole.configuration().executeCommandConfiguration().loggingAsString());
        assertTrue(whole.hasAttachments());
    }

    @Test
    void settingsAreChangedByThemselvesAndWithTheRest() {
        ecs.createCluster(r -> r.clusterName("dev"));
        ecs.updateClusterSettings(r -> r.cluster("dev").settings(insights("enabled")));
        assertEquals(Map.of("containerInsights", "enabled"), settings(describe(ClusterField.SETTINGS)));
        var updated = ecs.updateCluster(r -> r.cluster("dev").settings(insights("enhanced")))
                .cluster();
        assertEquals(Map.of("containerInsights", "enhanced"), settings(updated));
        var revision = fixture.api().state().clusters().values().toList();
        ecs.updateCluster(r -> r.cluster("dev"));
        assertEquals(revision, fixture.api().state().clusters().values().toList());
    }

    @Test
    void statisticsSplitTasksByLaunchType() {
        ecs.createCluster(r -> r.clusterName("dev"));
        fixture.register("web");
        ecs.runTask(r -> r.cluster("dev").taskDefinition("web").count(2));
        fixture.report(Phase.RUNNING);
        ecs.runTask(r -> r.cluster("dev").taskDefinition("web").launchType(LaunchType.EXTERNAL));
        fargate("job");
        run(b -> b.cluster("dev").launchType(LaunchType.FARGATE));
        var cluster = describe(ClusterField.STATISTICS);
        var figures = new TreeMap<String, String>();
        cluster.statistics().forEach((KeyValuePair p) -> figures.put(p.name(), p.value()));
        assertEquals("2", figures.get("runningEC2TasksCount"));
        assertEquals("1", figures.get("pendingExternalTasksCount"));
        assertEquals("1", figures.get("pendingFargateTasksCount"));
        assertEquals(2, cluster.runningTasksCount());
        assertEquals(2, cluster.pendingTasksCount());
        assertThrows(ClusterContainsTasksException.class, () -> ecs.deleteCluster(r -> r.cluster("dev")));
    }

    @Test
    void aClustersStrategyCountsWhereACallNamesNone() {
        ecs.createCluster(r -> r.clusterName("dev")
                .capacityProviders("FARGATE", "FARGATE_SPOT")
                .defaultCapacityProviderStrategy(item("FARGATE", 1, 1), item("FARGATE_SPOT", 0, 3)));
        fargate("job");
        var tasks = run(b -> b.cluster("dev").count(5));
        var byProvider = new TreeMap<String, Integer>();
        tasks.forEach(task -> byProvider.merge(task.capacityProviderName(), 1, Integer::sum));
        assertEquals(Map.of("FARGATE", 2, "FARGATE_SPOT", 3), byProvider);
        var refused = assertThrows(
                ResourceInUseException.class,
                () -> ecs.putClusterCapacityProviders(
                        r -> r.cluster("dev").capacityProviders("FARGATE").defaultCapacityProviderStrategy(List.of())));
        assertTrue(refused.awsErrorDetails().errorMessage().contains("FARGATE_SPOT"));
        tasks.forEach(task -> ecs.stopTask(r -> r.cluster("dev").task(task.taskArn())));
        fixture.report(Phase.STOPPED);
        var cluster = ecs.putClusterCapacityProviders(
                        r -> r.cluster("dev").capacityProviders("FARGATE").defaultCapacityProviderStrategy(List.of()))
                .cluster();
        assertEquals(List.of("FARGATE"), cluster.capacityProviders());
        assertTrue(cluster.defaultCapacityProviderStrategy().isEmpty());
    }

    @Test
    void aTaskOfFargateHasAPlatformAndNoContainerInstance() {
        ecs.createCluster(r -> r.clusterName("dev"));
        fargate("job");
        var task = run(b -> b.cluster("dev").launchType(LaunchType.FARGATE)).getFirst();
        assertEquals("1.4.0", task.platformVersion());
        assertEquals("Linux", task.platformFamily());
        assertNull(task.containerInstanceArn());
        assertNull(task.capacityProviderName());
        assertEquals(20, task.ephemeralStorage().sizeInGiB());
        assertThrows(
                PlatformUnknownException.class,
                () -> run(b -> b.cluster("dev").launchType(LaunchType.FARGATE).platformVersion("9.9.9")));
        var size = assertThrows(
                ClientException.class,
                () -> run(b -> b.cluster("dev")
                        .launchType(LaunchType.FARGATE)
                        .overrides(o -> o.cpu("256").memory("3 GB"))));
        assertEquals(
                "No Fargate configuration exists for given values.",
                size.awsErrorDetails().errorMessage());
        var spot = assertThrows(
                InvalidParameterException.class,
                () -> run(b -> b.cluster("dev").capacityProviderStrategy(item("FARGATE_SPOT", 0, 1))));
        assertTrue(spot.awsErrorDetails().errorMessage().contains("not associated with the cluster"));
    }

    @Test
    void theTwoProvidersOfEveryAccountAreDescribed() {
        var all = ecs.describeCapacityProviders(r -> {});
        assertEquals(
                List.of("FARGATE", "FARGATE_SPOT"),
                all.capacityProviders().stream().map(p -> p.name()).toList());
        assertEquals("ACTIVE", all.capacityProviders().getFirst().statusAsString());
        var some = ecs.describeCapacityProviders(r -> r.capacityProviders("FARGATE_SPOT", "mine"));
        assertEquals(1, some.capacityProviders().size());
        assertEquals("MISSING", some.failures().getFirst().reason());
        var first = ecs.describeCapacityProviders(r -> r.maxResults(1));
        var second = ecs.describeCapacityProviders(r -> r.maxResults(1).nextToken(first.nextToken()));
        assertEquals("FARGATE_SPOT", second.capacityProviders().getFirst().name());
        assertNull(second.nextToken());
    }

    @Test
    void theAccountsContainerInsightsAreThoseOfNewClusters() {
        ecs.putAccountSettingDefault(r -> r.name("containerInsights").value("enhanced"));
        ecs.createCluster(r -> r.clusterName("dev"));
        assertEquals(Map.of("containerInsights", "enhanced"), settings(describe(ClusterField.SETTINGS)));
        var set = ecs.listAccountSettings(r -> {}).settings();
        assertEquals(1, set.size());
        assertEquals("arn:aws:iam::123456789012:root", set.getFirst().principalArn());
        ecs.deleteAccountSetting(r -> r.name("containerInsights"));
        assertTrue(ecs.listAccountSettings(r -> {}).settings().isEmpty());
        var effective = ecs.listAccountSettings(r -> r.effectiveSettings(true)).settings();
        assertEquals(11, effective.size());
        var trunking = ecs.putAccountSetting(r -> r.name("awsvpcTrunking").value("enabled"))
                .setting();
        assertEquals("enabled", trunking.value());
        assertEquals(
                List.of("enabled"),
                ecs.listAccountSettings(r -> r.name("awsvpcTrunking").effectiveSettings(true)).settings().stream()
                        .map(s -> s.value())
                        .toList());
        assertTrue(ecs.listAccountSettings(
                        r -> r.name("awsvpcTrunking").value("disabled").effectiveSettings(true))
                .settings()
                .isEmpty());
    }

    @Test
    void aUsersSettingIsItsOwn() {
        var user = "arn:aws:iam::123456789012:user/ci";
        ecs.putAccountSetting(r -> r.name("containerInsights").value("enabled").principalArn(user));
        assertEquals(
                "enabled",
                ecs.listAccountSettings(r -> r.principalArn(user))
                        .settings()
                        .getFirst()
                        .value());
        ecs.createCluster(r -> r.clusterName("dev"));
        assertEquals(Map.of("containerInsights", "disabled"), settings(describe(ClusterField.SETTINGS)));
    }

    @Test
    void quotasAreSettable() {
        var quotas = Quotas.DEFAULTS
                .with(Quota.CLUSTERS, 1)
                .with(Quota.SERVICES_PER_CLUSTER, 1)
                .with(Quota.TASKS_PER_SERVICE, 2)
                .with(Quota.REVISIONS_PER_FAMILY, 1);
        try (var small = new EcsFixture(new TestApi(new ApiServer.Limits(quotas, false)))) {
            var narrow = small.ecs();
            narrow.createCluster(r -> r.clusterName("dev"));
            narrow.createCluster(r -> r.clusterName("dev"));
            assertLimited(() -> narrow.createCluster(r -> r.clusterName("more")));
            small.register("web");
            assertLimited(() -> small.register("web"));
            narrow.createService(
                    r -> r.cluster("dev").serviceName("a").taskDefinition("web").desiredCount(2));
            assertLimited(() -> narrow.createService(
                    r -> r.cluster("dev").serviceName("b").taskDefinition("web").desiredCount(0)));
            assertLimited(() ->
                    narrow.updateService(r -> r.cluster("dev").service("a").desiredCount(3)));
        }
    }

    @Test
    void manifestsAreHeldToQuotasAllOrNothing() {
        var quotas = Quotas.DEFAULTS.with(Quota.CLUSTERS, 2).with(Quota.TASKS_PER_SERVICE, 2);
        try (var small = new TestApi(new ApiServer.Limits(quotas, false))) {
            assertEquals(200, apply(small, "a", "b").status());
            assertEquals(200, apply(small, "a", "b").status(), "what is there already is no more");

            var refused = apply(small, "c");

            assertEquals(400, refused.status());
            assertTrue(refused.text().contains("3 clusters in a Region are more than the quota of 2"), refused::text);
            assertEquals(2, small.state().clusters().size());
        }
    }

    private static TestApi.Reply apply(TestApi api, String... clusters) {
        var manifests = Arrays.stream(clusters)
                .map(name -> "{\"apiVersion\":\"evenkeel/v1\",\"kind\":\"Cluster\",\"metadata\":{\"name\":\"" + name
                        + "\"},\"spec\":{}}")
                .collect(Collectors.joining(","));
        var request = api.own("POST", "/v1/apply", "", "[" + manifests + "]");
        return api.send(api.signed("evenkeel", request, Instant.now()));
    }

    @Test
    void whoAsksTooFastIsThrottledAndLeavesNothingInTheLog() {
        try (var slow = new EcsFixture(new TestApi(new ApiServer.Limits(Quotas.DEFAULTS, true)))) {
            var before = slow.api().state().revision();
            for (int i = 0; i < 20; i++) {
                slow.api().call("ecs", "DeregisterTaskDefinition", "{\"taskDefinition\":\"web:1\"}");
            }
            var after = slow.api().state().revision();
            var reply = slow.api().call("ecs", "DeregisterTaskDefinition", "{\"taskDefinition\":\"web:1\"}");
            assertEquals(20, after.value() - before.value());
            assertTrue(reply.status() == 400 && reply.type().equals("ThrottlingException"), reply.text());
            assertEquals("Rate exceeded", reply.message());
            assertEquals(after, slow.api().state().revision());
            assertEquals(200, slow.api().call("ecs", "ListClusters", "{}").status());
        }
    }

    private static void assertLimited(Runnable call) {
        var refused = assertThrows(ClientException.class, call::run);
        assertTrue(refused.awsErrorDetails().errorMessage().startsWith("Limit exceeded"), refused.getMessage());
    }

    private Cluster describe(ClusterField... include) {
        return ecs.describeClusters(r -> r.clusters("dev").include(include))
                .clusters()
                .getFirst();
    }

    private static Map<String, String> settings(Cluster cluster) {
        var settings = new TreeMap<String, String>();
        cluster.settings().forEach(s -> settings.put(s.nameAsString(), s.value()));
        return settings;
    }

    private static ClusterSetting insights(String value) {
        return ClusterSetting.builder().name("containerInsights").value(value).build();
    }

    private static CapacityProviderStrategyItem item(String provider, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .base(base)
                .weight(weight)
                .build();
    }

    private void fargate(String family) {
        var container = ContainerDefinition.builder().name("app").image("app:1").build();
        var made = ecs.registerTaskDefinition(r -> r.family(family)
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .containerDefinitions(container));
        assertFalse(made.taskDefinition().compatibilities().isEmpty());
    }

    private List<Task> run(Consumer<RunTaskRequest.Builder> more) {
        var state = fixture.api().state();
        var made = DefaultNetwork.missing(state, TestApi.REGION).stream()
                .filter(SubnetCreated.class::isInstance)
                .map(event -> ((SubnetCreated) event).subnet());
        var known = state.networks().subnets(TestApi.REGION).map(SubnetRow::id);
        var subnet = Stream.concat(made, known).findFirst().orElseThrow();
        return ecs.runTask(r -> more.accept(r.taskDefinition("job")
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnet.value())))))
                .tasks();
    }
}
