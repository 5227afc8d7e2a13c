package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/// What Terraform's AWS provider (5.x) asks for each resource: create, read what it keeps, change tags, delete, and
/// look
/// until it is gone. It stands in for the provider where that cannot be had.
@SuppressWarnings("unchecked") // the varargs of the SDK\'s builders are generic
class TerraformCallsTest {
    private TestApi api;
    private EcsClient ecs;
    private Ec2Client ec2;
    private CloudWatchLogsClient logs;
    private SecretsManagerClient secrets;
    private SsmClient ssm;

    @BeforeEach
    void start() {
        api = new TestApi();
        api.host();
        ecs = api.sdk(EcsClient.builder());
        ec2 = api.sdk(Ec2Client.builder());
        logs = api.sdk(CloudWatchLogsClient.builder());
        secrets = api.sdk(SecretsManagerClient.builder());
        ssm = api.sdk(SsmClient.builder());
    }

    @AfterEach
    void stop() {
        List.of(ecs, ec2, logs, secrets, ssm).forEach(client -> client.close());
        api.close();
    }

    @Test
    void anEcsCluster() {
        var arn = ecs.createCluster(r -> r.clusterName("tf").tags(tag("a", "1")))
                .cluster()
                .clusterArn();
        var read = ecs.describeClusters(r ->
                        r.clusters(arn).include(ClusterField.CONFIGURATIONS, ClusterField.SETTINGS, ClusterField.TAGS))
                .clusters()
                .getFirst();
        assertEquals("ACTIVE", read.status());
        assertEquals(List.of(tag("a", "1")), read.tags());
        assertFalse(read.settings().isEmpty());

        ecs.tagResource(r -> r.resourceArn(arn).tags(tag("a", "2")));
        assertEquals(
                List.of(tag("a", "2")),
                ecs.listTagsForResource(r -> r.resourceArn(arn)).tags());

        ecs.deleteCluster(r -> r.cluster(arn));
        var gone = ecs.describeClusters(r -> r.clusters(arn)).clusters();
        assertTrue(gone.isEmpty() || gone.getFirst().status().equals("INACTIVE"));
    }

    @Test
    void anEcsTaskDefinitionAndAService() {
        ecs.createCluster(r -> r.clusterName("tf"));
        var definition = ecs.registerTaskDefinition(r -> r.family("tf")
                        .containerDefinitions(
                                c -> c.name("app").image("web:1").memory(64).essential(true))
                        .tags(tag("a", "1")))
                .taskDefinition()
                .taskDefinitionArn();
        var read = ecs.describeTaskDefinition(r -> r.taskDefinition(definition).include(TaskDefinitionField.TAGS));
        assertEquals(List.of(tag("a", "1")), read.tags());
        assertEquals("ACTIVE", read.taskDefinition().statusAsString());

        var service = ecs.createService(r -> r.cluster("tf")
                        .serviceName("web")
                        .taskDefinition(definition)
                        .desiredCount(1)
                        .tags(tag("a", "1")))
                .service()
                .serviceArn();
        var described = ecs.describeServices(
                        r -> r.cluster("tf").services(service).include(ServiceField.TAGS))
                .services()
                .getFirst();
        assertEquals("ACTIVE", described.status());
        assertEquals(definition, described.taskDefinition());
        assertEquals(List.of(tag("a", "1")), described.tags());
        ecs.tagResource(r -> r.resourceArn(service).tags(tag("b", "2")));

        ecs.updateService(r -> r.cluster("tf").service(service).desiredCount(0));
        ecs.deleteService(r -> r.cluster("tf").service(service).force(true));
        assertFalse(ecs.describeServices(r -> r.cluster("tf").services(service)).services().stream()
                .anyMatch(s -> s.status().equals("ACTIVE")));
        ecs.deregisterTaskDefinition(r -> r.taskDefinition(definition));
        assertEquals(
                "INACTIVE",
                ecs.describeTaskDefinition(r -> r.taskDefinition(definition))
                        .taskDefinition()
                        .statusAsString());
    }

    @Test
    void aLogGroup() {
        logs.createLogGroup(r -> r.logGroupName("/tf/web").tags(Map.of("a", "1")));
        logs.putRetentionPolicy(r -> r.logGroupName("/tf/web").retentionInDays(7));
        var read = logs.describeLogGroups(r -> r.logGroupNamePrefix("/tf/web"))
                .logGroups()
                .getFirst();
        assertEquals(7, read.retentionInDays());
        var arn = read.arn().replaceFirst(":\\*$", "");
        assertEquals(
                "1", logs.listTagsForResource(r -> r.resourceArn(arn)).tags().get("a"));
        logs.tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "2")));
        assertEquals(
                "2", logs.listTagsForResource(r -> r.resourceArn(arn)).tags().get("a"));

        logs.deleteLogGroup(r -> r.logGroupName("/tf/web"));
        assertTrue(logs.describeLogGroups(r -> r.logGroupNamePrefix("/tf/web"))
                .logGroups()
                .isEmpty());
    }

    @Test
    void aSecretAndItsVersion() {
        var arn = secrets.createSecret(r -> r.name("tf/db").description("d")).arn();
        assertEquals("tf/db", secrets.describeSecret(r -> r.secretId(arn)).name());
        assertEquals(null, secrets.getResourcePolicy(r -> r.secretId(arn)).resourcePolicy());
        var version = secrets.putSecretValue(r -> r.secretId(arn).secretString("hush"))
                .versionId();
        var value = secrets.getSecretValue(r -> r.secretId(arn).versionId(version));
        assertEquals("hush", value.secretString());
        assertEquals(List.of("AWSCURRENT"), value.versionStages());

        secrets.deleteSecret(r -> r.secretId(arn).recoveryWindowInDays(30L));
        assertTrue(secrets.describeSecret(r -> r.secretId(arn)).deletedDate() != null);
    }

    @Test
    void aParameter() {
        ssm.putParameter(
                r -> r.name("/tf/url").type(ParameterType.SECURE_STRING).value("hush"));
        var read = ssm.getParameter(r -> r.name("/tf/url").withDecryption(true)).parameter();
        assertEquals("hush", read.value());
        var described = ssm.describeParameters(r ->
                        r.parameterFilters(f -> f.key("Name").option("Equals").values("/tf/url")))
                .parameters();
        assertEquals(1, described.size());
        assertTrue(ssm.listTagsForResource(
                        r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("/tf/url"))
                .tagList()
                .isEmpty());
        ssm.putParameter(r ->
                r.name("/tf/url").type(ParameterType.SECURE_STRING).value("new").overwrite(true));

        ssm.deleteParameter(r -> r.name("/tf/url"));
        assertThrows(ParameterNotFoundException.class, () -> ssm.getParameter(r -> r.name("/tf/url")));
    }

    @Test
    void aVpcASubnetAndASecurityGroup() {
        var vpc = ec2.createVpc(r -> r.cidrBlock("10.7.0.0/16")
                        .tagSpecifications(t -> t.resourceType(ResourceType.VPC).tags(ec2Tag("Name", "tf"))))
                .vpc()
                .vpcId();
        var read = ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().getFirst();
        assertEquals("available", read.stateAsString());
        assertEquals("10.7.0.0/16", read.cidrBlock());
        for (var attribute : List.of(VpcAttributeName.ENABLE_DNS_HOSTNAMES, VpcAttributeName.ENABLE_DNS_SUPPORT)) {
            ec2.describeVpcAttribute(r -> r.vpcId(vpc).attribute(attribute));
        }
        var ofVpc = Filter.builder().name("vpc-id").values(vpc).build();
        var isDefault = Filter.builder().name("default").values("true").build();
        var isMain = Filter.builder().name("association.main").values("true").build();
        assertEquals(
                1,
                ec2.describeNetworkAcls(r -> r.filters(isDefault, ofVpc))
                        .networkAcls()
                        .size());
        assertEquals(
                1,
                ec2.describeRouteTables(r -> r.filters(isMain, ofVpc))
                        .routeTables()
                        .size());
        var named = Filter.builder().name("group-name").values("default").build();
        assertEquals(
                1,
                ec2.describeSecurityGroups(r -> r.filters(named, ofVpc))
                        .securityGroups()
                        .size());

        var subnet = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.7.1.0/24"))
                .subnet()
                .subnetId();
        assertEquals(
                "available",
                ec2.describeSubnets(r -> r.subnetIds(subnet))
                        .subnets()
                        .getFirst()
                        .stateAsString());
        var group = group(vpc);

        ec2.deleteSecurityGroup(r -> r.groupId(group));
        ec2.deleteSubnet(r -> r.subnetId(subnet));
        assertGone("InvalidSubnetID.NotFound", () -> ec2.describeSubnets(r -> r.subnetIds(subnet)));
        ec2.deleteVpc(r -> r.vpcId(vpc));
        assertGone("InvalidVpcID.NotFound", () -> ec2.describeVpcs(r -> r.vpcIds(vpc)));
    }

    /// The provider takes the rule away with which every group begins, and adds what it was told.
    private String group(String vpc) {
        var group = ec2.createSecurityGroup(
                        r -> r.groupName("tf").description("d").vpcId(vpc))
                .groupId();
        var out = ec2.describeSecurityGroups(r -> r.groupIds(group))
                .securityGroups()
                .getFirst()
                .ipPermissionsEgress();
        assertEquals(1, out.size());
        ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(out));
        var web = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(80)
                .toPort(80)
                .ipRanges(range -> range.cidrIp("10.0.0.0/8"))
                .build();
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(web));
        var read = ec2.describeSecurityGroups(r -> r.groupIds(group))
                .securityGroups()
                .getFirst();
        assertEquals(80, read.ipPermissions().getFirst().fromPort());
        assertTrue(read.ipPermissionsEgress().isEmpty());
        return group;
    }

    private static void assertGone(String code, Executable look) {
        assertEquals(
                code, assertThrows(Ec2Exception.class, look).awsErrorDetails().errorCode());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static software.amazon.awssdk.services.ec2.model.Tag ec2Tag(String key, String value) {
        return software.amazon.awssdk.services.ec2.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }
}
