package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/// EC2's networks as the unmodified AWS SDK sees them, and tasks that are put into them.
@SuppressWarnings("unchecked") // the varargs of the SDK\'s builders are generic
final class Ec2OverSdkTest {
    private TestApi api;
    private Ec2Client ec2;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        api = new TestApi();
        api.host();
        ec2 = api.sdk(Ec2Client.builder());
        ecs = api.sdk(EcsClient.builder());
    }

    @AfterEach
    void stop() {
        ecs.close();
        ec2.close();
        api.close();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static TagSpecification tags(ResourceType type, String key, String value) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key(key).value(value).build())
                .build();
    }

    private static IpPermission tcp(int port, String cidr) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(r -> r.cidrIp(cidr).description("why not"))
                .build();
    }

    private static void refused(String code, Executable call) {
        var refused = assertThrows(Ec2Exception.class, call);
        assertEquals(code, refused.awsErrorDetails().errorCode(), refused.getMessage());
        assertFalse(refused.requestId().isEmpty());
    }

    private Vpc vpc(String cidr) {
        return ec2.createVpc(r -> r.cidrBlock(cidr)).vpc();
    }

    private Vpc theDefault() {
        return ec2.describeVpcs(r -> r.filters(filter("is-default", "true")))
                .vpcs()
                .getFirst();
    }

    @Test
    void aDefaultNetworkIsThereFromTheStart() {
        var vpc = theDefault();
        assertEquals("172.31.0.0/16", vpc.cidrBlock());
        var subnets = ec2.describeSubnets(r -> r.filters(filter("vpc-id", vpc.vpcId())))
                .subnets();
        assertEquals(
                List.of("us-east-1a 172.31.0.0/20", "us-east-1b 172.31.16.0/20"),
                subnets.stream()
                        .map(s -> s.availabilityZone() + " " + s.cidrBlock())
                        .sorted()
                        .toList());
        assertTrue(subnets.stream().allMatch(s -> s.defaultForAz() && s.availableIpAddressCount() == 4091));
        var group = ec2.describeSecurityGroups(r -> r.groupNames("default"))
                .securityGroups()
                .getFirst();
        assertEquals(vpc.vpcId(), group.vpcId());
        assertEquals(
                group.groupId(),
                group.ipPermissions().getFirst().userIdGroupPairs().getFirst().groupId());
        assertEquals(vpc.vpcId(), theDefault().vpcId(), "nothing was written, and it is still the same");
    }

    @Test
    void aVpcIsCreatedDescribedChangedAndDeleted() {
        var made = ec2.createVpc(
                        r -> r.cidrBlock("10.9.1.7/16").tagSpecifications(tags(ResourceType.VPC, "Name", "mine")))
                .vpc();
        assertEquals("10.9.0.0/16", made.cidrBlock());
        assertEquals("available", made.stateAsString());
        assertEquals(
                List.of(made),
                ec2.describeVpcs(r -> r.filters(filter("tag:Name", "m*e"))).vpcs());
        var dns = VpcAttributeName.ENABLE_DNS_HOSTNAMES;
        assertFalse(ec2.describeVpcAttribute(r -> r.vpcId(made.vpcId()).attribute(dns))
                .enableDnsHostnames()
                .value());
        ec2.modifyVpcAttribute(r -> r.vpcId(made.vpcId()).enableDnsHostnames(v -> v.value(true)));
        assertTrue(ec2.describeVpcAttribute(r -> r.vpcId(made.vpcId()).attribute(dns))
                .enableDnsHostnames()
                .value());
        var subnet = ec2.createSubnet(r -> r.vpcId(made.vpcId()).cidrBlock("10.9.1.0/24"))
                .subnet();
        refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(made.vpcId())));
        ec2.deleteSubnet(r -> r.subnetId(subnet.subnetId()));
        ec2.deleteVpc(r -> r.vpcId(made.vpcId()));
        refused("InvalidVpcID.NotFound", () -> ec2.describeVpcs(r -> r.vpcIds(made.vpcId())));
        assertTrue(ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", made.vpcId())))
                .securityGroups()
                .isEmpty());
    }

    @Test
    void whatAVpcAlwaysHasCanBeLookedUp() {
        var vpc = vpc("10.9.0.0/16");
        var table = ec2.describeRouteTables(
                        r -> r.filters(filter("vpc-id", vpc.vpcId()), filter("association.main", "true")))
                .routeTables()
                .getFirst();
        assertEquals("local", table.routes().getFirst().gatewayId());
        var acl = ec2.describeNetworkAcls(r -> r.filters(filter("vpc-id", vpc.vpcId()), filter("default", "true")))
                .networkAcls()
                .getFirst();
        assertEquals(4, acl.entries().size());
        assertEquals(
                acl.networkAclId(),
                ec2.describeNetworkAcls(r -> r.networkAclIds(acl.networkAclId()))
                        .networkAcls()
                        .getFirst()
                        .networkAclId());
    }

    @Test
    void aSubnetIsCreatedChangedAndFound() {
        var vpc = vpc("10.9.0.0/16");
        var made = ec2.createSubnet(r -> r.vpcId(vpc.vpcId())
                        .cidrBlock("10.9.4.0/24")
                        .availabilityZone("us-east-1b")
                        .tagSpecifications(tags(ResourceType.SUBNET, "tier", "web")))
                .subnet();
        assertEquals(251, made.availableIpAddressCount());
        assertEquals("use1-az2", made.availabilityZoneId());
        ec2.modifySubnetAttribute(r -> r.subnetId(made.subnetId()).mapPublicIpOnLaunch(v -> v.value(true)));
        var found =
                ec2.describeSubnets(r -> r.filters(filter("tag-key", "tier"))).subnets();
        assertEquals(
                List.of(made.subnetId()), found.stream().map(Subnet::subnetId).toList());
        assertTrue(found.getFirst().mapPublicIpOnLaunch());
        refused(
                "InvalidSubnet.Conflict",
                () -> ec2.createSubnet(r -> r.vpcId(vpc.vpcId()).cidrBlock("10.9.4.128/25")));
        refused(
                "InvalidSubnet.Range",
                () -> ec2.createSubnet(r -> r.vpcId(vpc.vpcId()).cidrBlock("10.8.0.0/24")));
    }

    @Test
    void aGroupLetsThroughWhatItIsToldTo() {
        var group = ec2.createSecurityGroup(r -> r.groupName("web").description("the web"))
                .groupId();
        var rule = ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(tcp(80, "10.0.0.0/8")))
                .securityGroupRules()
                .getFirst();
        assertFalse(rule.isEgress());
        assertEquals("why not", rule.description());
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(tcp(80, "192.0.2.0/24")));
        ec2.authorizeSecurityGroupIngress(r ->
                r.groupName("web").ipPermissions(p -> p.ipProtocol("-1").userIdGroupPairs(g -> g.groupId(group))));
        var described = ec2.describeSecurityGroups(r -> r.groupIds(group))
                .securityGroups()
                .getFirst();
        assertEquals(2, described.ipPermissions().size(), "rules of one port are one permission");
        assertEquals(2, described.ipPermissions().getFirst().ipRanges().size());
        assertEquals("-1", described.ipPermissionsEgress().getFirst().ipProtocol());
        refused(
                "InvalidPermission.Duplicate",
                () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(tcp(80, "10.0.0.0/8"))));
        assertEquals(
                4,
                ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", group)))
                        .securityGroupRules()
                        .size());
        ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(tcp(80, "10.0.0.0/8")));
        refused(
                "InvalidSecurityGroupRuleId.NotFound",
                () -> ec2.revokeSecurityGroupIngress(
                        r -> r.groupId(group).securityGroupRuleIds(rule.securityGroupRuleId())));
        ec2.authorizeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(tcp(443, "0.0.0.0/0")));
        ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(tcp(443, "0.0.0.0/0")));
        refused(
                "InvalidPermission.NotFound",
                () -> ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(tcp(443, "0.0.0.0/0"))));
        ec2.deleteSecurityGroup(r -> r.groupId(group));
        refused("InvalidGroup.NotFound", () -> ec2.describeSecurityGroups(r -> r.groupIds(group)));
    }

    @Test
    void aGroupThatOthersNameStays() {
        var one = ec2.createSecurityGroup(r -> r.groupName("one").description("d"))
                .groupId();
        var two = ec2.createSecurityGroup(r -> r.groupName("two").description("d"))
                .groupId();
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(two)
                .ipPermissions(
                        p -> p.ipProtocol("tcp").fromPort(5432).toPort(5432).userIdGroupPairs(g -> g.groupId(one))));
        refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(one)));
        refused(
                "InvalidGroup.Duplicate",
                () -> ec2.createSecurityGroup(r -> r.groupName("one").description("d")));
        ec2.deleteSecurityGroup(r -> r.groupId(two));
        ec2.deleteSecurityGroup(r -> r.groupId(one));
    }

    @Test
    void tagsAreSetDescribedAndTakenAway() {
        var vpc = theDefault().vpcId();
        ec2.createTags(r -> r.resources(vpc)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        assertEquals(
                List.of("a=1", "b=2"),
                ec2.describeTags(r -> r.filters(filter("resource-id", vpc))).tags().stream()
                        .map(tag -> tag.key() + "=" + tag.value())
                        .toList());
        ec2.deleteTags(r -> r.resources(vpc)
                .tags(
                        Tag.builder().key("a").build(),
                        Tag.builder().key("b").value("other").build()));
        assertEquals(List.of("b"), theDefault().tags().stream().map(Tag::key).toList());
        refused(
                "InvalidSubnetID.NotFound",
                () -> ec2.createTags(
                        r -> r.resources("subnet-0").tags(Tag.builder().key("a").build())));
    }

    @Test
    void placesAreKnown() {
        assertEquals(
                List.of("us-east-1a", "us-east-1b"),
                ec2.describeAvailabilityZones().availabilityZones().stream()
                        .map(zone -> zone.zoneName())
                        .toList());
        assertEquals("us-east-1", ec2.describeRegions().regions().getFirst().regionName());
        assertTrue(ec2.describeAccountAttributes().accountAttributes().stream()
                .anyMatch(attribute -> attribute.attributeName().equals("default-vpc")));
    }

    @Test
    void pagesFollowOneAnother() {
        Stream.of("10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16", "10.5.0.0/16")
                .forEach(this::vpc);
        var first = ec2.describeVpcs(r -> r.maxResults(5));
        assertEquals(5, first.vpcs().size());
        var second = ec2.describeVpcs(r -> r.maxResults(5).nextToken(first.nextToken()));
        assertEquals(1, second.vpcs().size());
        assertEquals(
                6,
                Stream.concat(first.vpcs().stream(), second.vpcs().stream())
                        .map(Vpc::vpcId)
                        .distinct()
                        .count());
    }

    private NetworkConfiguration network(AssignPublicIp published, String... subnets) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(a -> a.subnets(subnets).assignPublicIp(published))
                .build();
    }

    private List<Subnet> subnets() {
        return ec2.describeSubnets(r -> r.filters(filter("default-for-az", "true")))
                .subnets();
    }

    private List<Task> run(int count, NetworkConfiguration where) {
        return ecs.runTask(r -> r.taskDefinition("web").count(count).networkConfiguration(where))
                .tasks();
    }

    private void register() {
        ecs.createCluster();
        ecs.registerTaskDefinition(r -> r.family("web")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.EC2, Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .containerDefinitions(
                        c -> c.name("app").image("web:1").memory(64).portMappings(p -> p.containerPort(80))));
    }

    private static String detail(Task task, String name) {
        return task.attachments().getFirst().details().stream()
                .filter(pair -> pair.name().equals(name))
                .map(KeyValuePair::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tasksAreSpreadOverTheirSubnetsAndHaveAddressesOfTheirOwn() {
        register();
        var subnets = subnets().stream().map(Subnet::subnetId).toArray(String[]::new);
        var tasks = run(4, network(AssignPublicIp.DISABLED, subnets));
        assertEquals(
                4,
                tasks.stream()
                        .map(task -> detail(task, "privateIPv4Address"))
                        .distinct()
                        .count());
        for (var subnet : subnets) {
            assertEquals(
                    2,
                    tasks.stream()
                            .filter(task -> detail(task, "subnetId").equals(subnet))
                            .count());
        }
        var attachment = tasks.getFirst().attachments().getFirst();
        assertEquals("ElasticNetworkInterface", attachment.type());
        var container = tasks.getFirst().containers().getFirst();
        assertEquals(attachment.id(), container.networkInterfaces().getFirst().attachmentId());
        assertTrue(container.networkBindings().isEmpty());
        assertEquals(4, ec2.describeNetworkInterfaces().networkInterfaces().size());
        refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnets[0])));
    }

    @Test
    void aPublicAddressIsShownWhereItWasAskedFor() {
        register();
        var subnet = subnets().getFirst().subnetId();
        var with = ecs.runTask(r -> r.taskDefinition("web")
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(network(AssignPublicIp.ENABLED, subnet)))
                .tasks()
                .getFirst();
        var without = run(1, network(AssignPublicIp.DISABLED, subnet)).getFirst();
        assertTrue(attached(with).association().publicIp().startsWith("127.80."));
        assertTrue(attached(without).association() == null);
        assertEquals("default", attached(with).groups().getFirst().groupName());
        var refused =
                assertThrows(InvalidParameterException.class, () -> run(1, network(AssignPublicIp.ENABLED, subnet)));
        assertEquals(
                "Assign public IP is not supported for this launch type.",
                refused.awsErrorDetails().errorMessage());
        assertThrows(
                InvalidParameterException.class,
                () -> ecs.createService(r -> r.serviceName("web")
                        .taskDefinition("web")
                        .networkConfiguration(network(AssignPublicIp.ENABLED, subnet))));
    }

    private NetworkInterface attached(Task task) {
        return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(detail(task, "networkInterfaceId")))
                .networkInterfaces()
                .getFirst();
    }

    @Test
    void aSubnetThatIsFullTakesNoMoreTasks() {
        register();
        var vpc = vpc("10.9.0.0/24").vpcId();
        var subnet =
                ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.9.0.0/28")).subnet();
        assertEquals(11, subnet.availableIpAddressCount());
        var where = network(AssignPublicIp.DISABLED, subnet.subnetId());
        assertEquals(10, run(10, where).size());
        var last = ecs.runTask(r -> r.taskDefinition("web").count(3).networkConfiguration(where));
        assertEquals(1, last.tasks().size());
        assertEquals("RESOURCE:ENI", last.failures().getFirst().reason());
    }

    @Test
    void aServiceShowsItsNetworkAndAnotherOneIsANewDeployment() {
        register();
        var subnets = subnets();
        var one = network(AssignPublicIp.DISABLED, subnets.get(0).subnetId());
        var two = network(AssignPublicIp.DISABLED, subnets.get(1).subnetId());
        var made = ecs.createService(r -> r.serviceName("web")
                        .taskDefinition("web")
                        .desiredCount(1)
                        .networkConfiguration(one))
                .service();
        assertEquals(
                one.awsvpcConfiguration().subnets(),
                made.networkConfiguration().awsvpcConfiguration().subnets());
        var same = ecs.updateService(r -> r.service("web").networkConfiguration(one))
                .service();
        assertEquals(1, same.deployments().size());
        var moved = ecs.updateService(r -> r.service("web").networkConfiguration(two))
                .service();
        assertEquals(2, moved.deployments().size());
        assertEquals(
                two.awsvpcConfiguration().subnets(),
                moved.networkConfiguration().awsvpcConfiguration().subnets());
    }

    @Test
    void aNetworkThatIsNotThereIsRefusedInEcsWords() {
        register();
        var unknown = assertThrows(
                InvalidParameterException.class, () -> run(1, network(AssignPublicIp.DISABLED, "subnet-x")));
        assertTrue(
                unknown.awsErrorDetails()
                        .errorMessage()
                        .startsWith("Error retrieving subnet information for [subnet-x]:"),
                unknown.getMessage());
        var none = assertThrows(InvalidParameterException.class, () -> ecs.runTask(r -> r.taskDefinition("web")));
        assertEquals(
                "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
                none.awsErrorDetails().errorMessage());
    }
}
