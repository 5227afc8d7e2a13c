package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.sigv4.Credentials;
import dev.evenkeel.api.sigv4.Signer;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that must not do anything: each is told AWS's own error, and the state stays as it was. Mutating calls of
/// known callers leave a refusal in the log; all others leave nothing.
final class BadRequestsTest {
    private static TestApi api;

    /// A rightly signed call and the error it gets.
    record Bad(String service, String operation, String input, String type, String message) {
        @Override
        public String toString() {
            return operation + " " + (input.length() > 90 ? input.substring(0, 90) + "…" : input) + " → " + type;
        }
    }

    /// A request that is wrong before any operation is.
    record Foreign(String what, int status, String type, Function<TestApi, RawRequest> request) {
        @Override
        public String toString() {
            return what;
        }
    }

    @BeforeAll
    static void start() {
        api = new TestApi();
        api.host();
        List.of("default", "other").forEach(name -> ok("ecs", "CreateCluster", "{'clusterName':'" + name + "'}"));
        ok("ecs", "CreateCluster", "{'clusterName':'gone'}");
        ok("ecs", "DeleteCluster", "{'cluster':'gone'}");
        ok("ecs", "RegisterTaskDefinition", "{'family':'web','containerDefinitions':[" + container("") + "]}");
        ok("ecs", "RegisterTaskDefinition", "{'family':'old','containerDefinitions':[" + container("") + "]}");
        ok("ecs", "DeregisterTaskDefinition", "{'taskDefinition':'old:1'}");
        ok("ecs", "CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");
        ok("ecs", "RunTask", "{'taskDefinition':'web','clientToken':'spent'}");
        ok("logs", "CreateLogGroup", "{'logGroupName':'there'}");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"clusters", "names", "definitions", "containers", "tasks", "services", "logs", "unsupported"})
    void aBadCallIsRefusedInAwsWordsAndChangesNothing(Bad bad) {
        var before = api.state();
        var reply = api.call(bad.service(), bad.operation(), bad.input().replace('\'', '"'));
        assertAll(
                () -> assertEquals(bad.type(), reply.type(), reply.text()),
                () -> assertEquals(400, reply.status(), reply.text()),
                () -> assertTrue(reply.message().contains(bad.message()), reply.text()),
                () -> assertRefused(before, bad, reply.header("x-amzn-requestid")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreigners")
    void aRequestOfNobodyIsRefusedAndLeavesNoTrace(Foreign foreign) {
        var before = api.state();
        var reply = api.send(foreign.request().apply(api));
        assertAll(
                () -> assertEquals(foreign.status(), reply.status(), reply.text()),
                () -> assertTrue(reply.text().contains(foreign.type()), reply.text()),
                () -> assertEquals(before.revision(), api.state().revision()));
    }

    @Test
    void atLeastAHundredBadRequestsAreTried() {
        long count = Stream.of(
                        clusters(), names(), definitions(), containers(), tasks(), services(), logs(), unsupported())
                .flatMap(List::stream)
                .count();
        assertTrue(
                count + foreigners().size() >= 100,
                count + " and " + foreigners().size());
    }

    private static void assertRefused(State before, Bad bad, String requestId) {
        var after = api.state();
        assertEquals(facts(before), facts(after));
        List<Batch> left = api.batchesAfter(before.revision());
        boolean reads = bad.operation().startsWith("Describe")
                || bad.operation().startsWith("List")
                || bad.operation().startsWith("Get")
                || bad.operation().startsWith("Filter");
        if (reads) {
            assertEquals(List.of(), left);
            return;
        }
        assertEquals(1, left.size());
        var call = assertInstanceOf(Origin.Call.class, left.getFirst().origin());
        assertEquals(bad.service() + ":" + bad.operation(), call.operation());
        assertEquals(requestId, call.requestId());
        var refused = assertInstanceOf(
                CallRefused.class, left.getFirst().entries().getFirst().event());
        assertEquals(bad.type(), refused.code());
        assertEquals(1, left.getFirst().entries().size());
    }

    /// A state without its place in the log.
    private static State facts(State state) {
        return new State(
                Revision.ZERO,
                Instant.EPOCH,
                Hash.ZERO,
                state.clusters(),
                state.definitions(),
                state.families(),
                state.services(),
                state.tasks(),
                state.hosts(),
                state.tokens(),
                state.logGroups());
    }

    static List<Bad> clusters() {
        return List.of(
                invalid("CreateCluster", "{'clusterName':'no spaces'}", "Cluster must match"),
                invalid("CreateCluster", "{'clusterName':''}", "Cluster must match"),
                invalid("CreateCluster", "{'clusterName':'" + "x".repeat(256) + "'}", "Cluster must match"),
                invalid(
                        "CreateCluster",
                        "{'settings':[{'name':'containerInsights','value':'maybe'}]}",
                        "containerInsights"),
                invalid(
                        "CreateCluster",
                        "{'settings':[{'name':'unheardOf','value':'enabled'}]}",
                        "settings.1.member.name"),
                invalid(
                        "CreateCluster",
                        "{'tags':[{'key':'a','value':'1'},{'key':'A','value':'2'}]}",
                        "Duplicate tag keys"),
                invalid("CreateCluster", "{'tags':[{'value':'1'}]}", "Tag key"),
                invalid("CreateCluster", "{'tags':[{'key':'aws:mine','value':'1'}]}", "reserved"),
                invalid(
                        "CreateCluster",
                        "{'tags':[{'key':'" + "k".repeat(129) + "','value':'1'}]}",
                        "tags.1.member.key"),
                invalid("CreateCluster", "{'capacityProviders':['FARGATE']}", "capacityProviders is not supported yet"),
                invalid(
                        "CreateCluster",
                        "{'serviceConnectDefaults':{'namespace':'n'}}",
                        "serviceConnectDefaults is not supported yet"),
                invalid(
                        "CreateCluster",
                        "{'configuration':{'executeCommandConfiguration':{'logging':'NONE'}}}",
                        "configuration is not supported yet"),
                ecs("CreateCluster", "{'clusterName':5}", "SerializationException", ""),
                ecs("CreateCluster", "{'clusterName':", "SerializationException", ""),
                ecs("CreateCluster", "[]", "SerializationException", ""),
                ecs("CreateCluster", "{'tags':{}}", "SerializationException", ""),
                invalid("DeleteCluster", "{}", "Cluster can not be blank."),
                ecs("DeleteCluster", "{'cluster':'nothing'}", "ClusterNotFoundException", "Cluster not found."),
                ecs("DeleteCluster", "{'cluster':'gone'}", "ClusterNotFoundException", "Cluster not found."),
                ecs(
                        "DeleteCluster",
                        "{'cluster':'default'}",
                        "ClusterContainsServicesException",
                        "Services are active"),
                invalid("DescribeClusters", "{'include':['EVERYTHING']}", "include"),
                invalid("ListClusters", "{'maxResults':0}", "maxResults"),
                invalid("ListClusters", "{'maxResults':101}", "maxResults"),
                invalid("ListClusters", "{'nextToken':'made up'}", "Invalid token"));
    }

    static List<Bad> names() {
        return List.of(
                invalid(
                        "DeleteCluster",
                        "{'cluster':'arn:aws:ecs:eu-west-1:123456789012:cluster/default'}",
                        "Invalid Region in ARN"),
                invalid(
                        "DeleteCluster",
                        "{'cluster':'arn:aws:ecs:us-east-1:999999999999:cluster/default'}",
                        "AccountIDs mismatch"),
                invalid("DeleteCluster", "{'cluster':'arn:aws:ecs:us-east-1:123456789012:service/default'}", "ARN"),
                invalid("DeleteCluster", "{'cluster':'arn:aws:s3:::bucket'}", "ARN"),
                invalid(
                        "StopTask",
                        "{'task':'arn:aws:ecs:us-east-1:123456789012:task/other/0123456789abcdef0123456789abcdef'}",
                        "Identifier is for cluster other. Your cluster is default"),
                invalid(
                        "UpdateService",
                        "{'service':'arn:aws:ecs:us-east-1:123456789012:service/other/web','desiredCount':0}",
                        "Identifier is for cluster other. Your cluster is default"),
                invalid("StopTask", "{'task':'short'}", "taskId length should be one of [32,36]"),
                invalid("DescribeTasks", "{'tasks':['short']}", "taskId length should be one of [32,36]"),
                invalid("DeleteService", "{'service':'a/b'}", "Service contains invalid separators"),
                invalid("RunTask", "{'taskDefinition':'web:zero'}", "Invalid revision number. Number: zero"),
                invalid("RunTask", "{'taskDefinition':'web:0'}", "Invalid revision number. Number: 0"),
                client("RunTask", "{'taskDefinition':'we b'}", "Family contains invalid characters"),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1'}",
                        "Invalid Region in ARN"));
    }

    static List<Bad> definitions() {
        return List.of(
                register("'containerDefinitions':[" + container("") + "]", "Family should not be null or empty."),
                register("'family':'  ','containerDefinitions':[" + container("") + "]", "Family should not be null"),
                register("'family':'a b','containerDefinitions':[" + container("") + "]", "invalid characters"),
                register("'family':'f'", "Container list cannot be empty."),
                register("'family':'f','containerDefinitions':[]", "Container list cannot be empty."),
                register(
                        "'family':'f','containerDefinitions':["
                                + String.join(",", Collections.nCopies(11, container(""))) + "]",
                        "Too many containers"),
                register("'family':'f','containerDefinitions':[" + container("") + "," + container("") + "]", "unique"),
                register("'family':'f','networkMode':'awsvpc'," + one(), "networkMode awsvpc is not supported yet."),
                register("'family':'f','networkMode':'carrier-pigeon'," + one(), "networkMode"),
                register(
                        "'family':'f','requiresCompatibilities':['FARGATE']," + one(), "FARGATE is not supported yet."),
                register("'family':'f','cpu':'lots'," + one(), "Invalid 'cpu' setting for task."),
                register("'family':'f','cpu':'64'," + one(), "Invalid 'cpu' setting for task."),
                register("'family':'f','memory':'-1'," + one(), "Invalid 'memory' setting for task."),
                register("'family':'f','memory':'16'," + one(), "need 64 MiB"),
                register(
                        "'family':'f','taskRoleArn':'arn:aws:iam::123456789012:role/r'," + one(), "taskRoleArn is not"),
                register("'family':'f','volumes':[{'name':'v'}]," + one(), "volumes is not supported yet."),
                register("'family':'f','pidMode':'host'," + one(), "pidMode is not supported yet."),
                register("'family':'f','ephemeralStorage':{'sizeInGiB':30}," + one(), "ephemeralStorage is not"),
                register(
                        "'family':'f','runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2019_CORE'}," + one(),
                        "WINDOWS"),
                register(
                        "'family':'f','tags':[{'key':'a'},{'key':'a'}]," + one(),
                        "Duplicate",
                        "InvalidParameterException"),
                register(
                        "'family':'f'," + with("'command':['" + "x".repeat(70_000) + "']"),
                        "Max allowed length is '65536' bytes."),
                client("DescribeTaskDefinition", "{'taskDefinition':'nothing'}", "Unable to describe task definition."),
                client("DescribeTaskDefinition", "{'taskDefinition':'web:9'}", "Unable to describe task definition."),
                invalid("DescribeTaskDefinition", "{}", "TaskDefinition can not be blank."),
                client("DeregisterTaskDefinition", "{'taskDefinition':'web:9'}", "does not exist"),
                invalid("DeregisterTaskDefinition", "{'taskDefinition':'web'}", "revision"),
                invalid("ListTaskDefinitions", "{'status':'SLEEPING'}", "status"),
                invalid("ListTaskDefinitions", "{'sort':'UP'}", "sort"));
    }

    static List<Bad> containers() {
        return List.of(
                register(
                        "'family':'f','containerDefinitions':[{'image':'i','memory':64}]",
                        "Container.name should not be"),
                register(
                        "'family':'f','containerDefinitions':[{'name':'a b','image':'i','memory':64}]",
                        "Container.name"),
                register(
                        "'family':'f','containerDefinitions':[{'name':'a','memory':64}]",
                        "Container.image should not be"),
                register(
                        "'family':'f','containerDefinitions':[{'name':'a','image':'i'}]",
                        "At least one of 'memory' or 'memoryReservation' must be specified."),
                register("'family':'f'," + with("'essential':false"), "does not have any essential containers"),
                register("'family':'f'," + with("'memory':2"), "Invalid 'memory' setting for container 'app'."),
                register("'family':'f'," + with("'memoryReservation':128"), "'memory' must not be less"),
                register("'family':'f'," + with("'cpu':-1"), "Invalid 'cpu' setting for container 'app'."),
                register("'family':'f'," + with("'portMappings':[{'hostPort':80}]"), "Invalid 'containerPort' setting"),
                register(
                        "'family':'f'," + with("'portMappings':[{'containerPort':0}]"),
                        "Invalid 'containerPort' setting"),
                register(
                        "'family':'f'," + with("'portMappings':[{'containerPort':80,'hostPort':65536}]"),
                        "Invalid 'hostPort'"),
                register("'family':'f'," + with("'portMappings':[{'containerPort':80,'protocol':'smtp'}]"), "protocol"),
                register(
                        "'family':'f',"
                                + with(
                                        "'portMappings':[{'containerPort':1,'hostPort':9},{'containerPort':2,'hostPort':9}]"),
                        "Host port 9 is used more than once."),
                register(
                        "'family':'f','networkMode':'host',"
                                + with("'portMappings':[{'containerPort':80,'hostPort':81}]"),
                        "When networkMode=host, the host ports and container ports in port mappings must match."),
                register(
                        "'family':'f','networkMode':'none'," + with("'portMappings':[{'containerPort':80}]"),
                        "networkMode=none"),
                register(
                        "'family':'f'," + with("'dependsOn':[{'containerName':'b','condition':'START'}]"),
                        "Cannot depend on container"),
                register(
                        "'family':'f'," + with("'dependsOn':[{'containerName':'app','condition':'START'}]"),
                        "circular"),
                register("'family':'f'," + with("'dependsOn':[{'containerName':'app'}]"), "condition"),
                register(
                        "'family':'f'," + with("'dependsOn':[{'containerName':'app','condition':'SUCCESS'}]"),
                        "SUCCESS or COMPLETE"),
                register(
                        "'family':'f'," + with("'dependsOn':[{'containerName':'app','condition':'HEALTHY'}]"),
                        "HEALTHY"),
                register("'family':'f'," + with("'healthCheck':{}"), "healthCheck.command"),
                register("'family':'f'," + with("'healthCheck':{'command':[]}"), "health check command"),
                register("'family':'f'," + with("'healthCheck':{'command':['true']}"), "health check command"),
                register("'family':'f'," + with("'healthCheck':{'command':['CMD']}"), "health check command"),
                register(
                        "'family':'f'," + with("'healthCheck':{'command':['CMD-SHELL','a','b']}"),
                        "health check command"),
                register(
                        "'family':'f'," + with("'healthCheck':{'command':['CMD','a'],'interval':1}"),
                        "healthCheck.interval"),
                register(
                        "'family':'f'," + with("'logConfiguration':{'logDriver':'splunk'}"),
                        "logDriver splunk is not supported yet."),
                register("'family':'f'," + with("'logConfiguration':{'logDriver':'carving'}"), "logDriver"),
                register(
                        "'family':'f'," + with("'logConfiguration':{'logDriver':'awslogs'}"),
                        "Log driver awslogs requires options"),
                register("'family':'f'," + with("'environment':[{'value':'v'}]"), "Environment variable name"),
                register(
                        "'family':'f'," + with("'secrets':[{'name':'n','valueFrom':'v'}]"),
                        "containerDefinitions[0].secrets is not supported yet."),
                register(
                        "'family':'f'," + with("'privileged':true"),
                        "containerDefinitions[0].privileged is not supported yet."),
                register(
                        "'family':'f'," + with("'mountPoints':[{'sourceVolume':'v'}]"),
                        "mountPoints is not supported yet."),
                ecs("RegisterTaskDefinition", "{'family':'f','containerDefinitions':{}}", "SerializationException", ""),
                ecs(
                        "RegisterTaskDefinition",
                        "{'family':'f'," + with("'memory':'64'") + "}",
                        "SerializationException",
                        ""));
    }

    static List<Bad> tasks() {
        return List.of(
                invalid("RunTask", "{}", "TaskDefinition can not be blank."),
                client("RunTask", "{'taskDefinition':'nothing'}", "TaskDefinition not found."),
                client("RunTask", "{'taskDefinition':'old:1'}", "TaskDefinition is inactive"),
                ecs(
                        "RunTask",
                        "{'cluster':'nothing','taskDefinition':'web'}",
                        "ClusterNotFoundException",
                        "Cluster not found."),
                ecs("RunTask", "{'cluster':'gone','taskDefinition':'web'}", "ClusterNotFoundException", ""),
                invalid("RunTask", "{'taskDefinition':'web','count':0}", "Count"),
                invalid("RunTask", "{'taskDefinition':'web','count':11}", "Count"),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'web','launchType':'FARGATE'}",
                        "launchType FARGATE is not supported yet."),
                invalid("RunTask", "{'taskDefinition':'web','launchType':'BALLOON'}", "launchType"),
                invalid("RunTask", "{'taskDefinition':'web','group':'service:web'}", "service:"),
                invalid("RunTask", "{'taskDefinition':'web','startedBy':'" + "x".repeat(129) + "'}", "startedBy"),
                invalid("RunTask", "{'taskDefinition':'web','clientToken':'" + "x".repeat(65) + "'}", "clientToken"),
                ecs(
                        "RunTask",
                        "{'taskDefinition':'web','count':2,'clientToken':'spent'}",
                        "ConflictException",
                        "spent"),
                invalid("RunTask", "{'taskDefinition':'web','propagateTags':'TASK_DEFINITION'}", "propagateTags"),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'web','overrides':{'taskRoleArn':'r'}}",
                        "overrides.taskRoleArn is not"),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'web','overrides':{'containerOverrides':[{'command':['x']}]}}",
                        "override name"),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'web','placementStrategy':[{'type':'random'}]}",
                        "placementStrategy is not supported yet."),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'web','networkConfiguration':{'awsvpcConfiguration':{'subnets':['s']}}}",
                        "networkConfiguration is not supported yet."),
                invalid(
                        "RunTask",
                        "{'taskDefinition':'web','enableExecuteCommand':true}",
                        "enableExecuteCommand is not"),
                ecs("RunTask", "{'taskDefinition':'web','count':'2'}", "SerializationException", ""),
                ecs("RunTask", "{'taskDefinition':'web','count':1.5}", "SerializationException", ""),
                ecs("RunTask", "{'taskDefinition':{'a':1}}", "SerializationException", ""),
                invalid("StopTask", "{}", "Task can not be blank."),
                invalid(
                        "StopTask",
                        "{'task':'0123456789abcdef0123456789abcdef'}",
                        "The referenced task was not found."),
                ecs(
                        "StopTask",
                        "{'cluster':'gone','task':'0123456789abcdef0123456789abcdef'}",
                        "ClusterNotFoundException",
                        ""),
                invalid("DescribeTasks", "{'tasks':[]}", "Tasks cannot be empty."),
                invalid("DescribeTasks", "{}", "Tasks cannot be empty."),
                ecs("DescribeTasks", "{'cluster':'nothing','tasks':['x']}", "ClusterNotFoundException", ""),
                ecs("ListTasks", "{'cluster':'nothing'}", "ClusterNotFoundException", ""),
                ecs("ListTasks", "{'serviceName':'nothing'}", "ServiceNotFoundException", "Service not found."),
                invalid("ListTasks", "{'desiredStatus':'LAZY'}", "desiredStatus"),
                invalid("ListTasks", "{'daemonName':'d'}", "daemonName is not supported yet."));
    }

    static List<Bad> services() {
        return List.of(
                invalid("CreateService", "{'serviceName':'a','desiredCount':1}", "TaskDefinition can not be blank."),
                invalid("CreateService", "{'taskDefinition':'web'}", "ServiceName can not be blank."),
                create("'serviceName':'a b'", "Service must match"),
                create("'serviceName':'web'", "Creation of service was not idempotent."),
                create("'serviceName':'a','desiredCount':-1", "desiredCount"),
                create("'serviceName':'a','desiredCount':5001", "desiredCount"),
                create("'serviceName':'a','launchType':'FARGATE'", "launchType FARGATE is not supported yet."),
                create(
                        "'serviceName':'a','schedulingStrategy':'DAEMON'",
                        "schedulingStrategy DAEMON is not supported yet."),
                create(
                        "'serviceName':'a','deploymentController':{'type':'CODE_DEPLOY'}",
                        "CODE_DEPLOY is not supported"),
                create(
                        "'serviceName':'a','deploymentConfiguration':{'strategy':'CANARY'}",
                        "CANARY is not supported yet."),
                create("'serviceName':'a','deploymentConfiguration':{'maximumPercent':99}", "maximumPercent"),
                create("'serviceName':'a','deploymentConfiguration':{'maximumPercent':100}", "cannot be 100"),
                create(
                        "'serviceName':'a','deploymentConfiguration':{'minimumHealthyPercent':101}",
                        "minimumHealthyPercent"),
                create(
                        "'serviceName':'a','deploymentConfiguration':{'deploymentCircuitBreaker':{'enable':true,'rollback':false}}",
                        "deploymentConfiguration.deploymentCircuitBreaker is not supported yet."),
                create(
                        "'serviceName':'a','loadBalancers':[{'targetGroupArn':'t'}]",
                        "loadBalancers is not supported yet."),
                create(
                        "'serviceName':'a','placementConstraints':[{'type':'distinctInstance'}]",
                        "placementConstraints is not"),
                create("'serviceName':'a','role':'r'", "role is not supported yet."),
                create("'serviceName':'a','healthCheckGracePeriodSeconds':60", "healthCheckGracePeriodSeconds is not"),
                create(
                        "'serviceName':'a','availabilityZoneRebalancing':'ENABLED'",
                        "availabilityZoneRebalancing ENABLED"),
                client("CreateService", "{'serviceName':'a','taskDefinition':'nothing'}", "TaskDefinition not found."),
                ecs(
                        "CreateService",
                        "{'cluster':'gone','serviceName':'a','taskDefinition':'web'}",
                        "ClusterNotFoundException",
                        ""),
                ecs(
                        "UpdateService",
                        "{'service':'nothing','desiredCount':1}",
                        "ServiceNotFoundException",
                        "Service not found."),
                invalid("UpdateService", "{'desiredCount':1}", "Service can not be blank."),
                client("UpdateService", "{'service':'web','taskDefinition':'old'}", "TaskDefinition not found."),
                invalid("UpdateService", "{'service':'web','desiredCount':-5}", "desiredCount"),
                invalid(
                        "UpdateService",
                        "{'service':'web','enableECSManagedTags':true}",
                        "enableECSManagedTags is not"),
                ecs("DeleteService", "{'service':'nothing'}", "ServiceNotFoundException", ""),
                invalid(
                        "DeleteService",
                        "{'service':'web'}",
                        "The service cannot be stopped while it is scaled above 0."),
                ecs("DeleteService", "{'service':'web','force':'yes'}", "SerializationException", ""),
                invalid("DescribeServices", "{'services':[]}", "Services cannot be empty."),
                invalid(
                        "DescribeServices",
                        "{'services':['a','b','c','d','e','f','g','h','i','j','k']}",
                        "Services can have at most 10 items."));
    }

    static List<Bad> logs() {
        return List.of(
                log("CreateLogGroup", "{}", "logGroupName"),
                log("CreateLogGroup", "{'logGroupName':'no spaces'}", "logGroupName"),
                log("CreateLogGroup", "{'logGroupName':'g','kmsKeyId':'k'}", "kmsKeyId is not supported yet."),
                log(
                        "CreateLogGroup",
                        "{'logGroupName':'g','logGroupClass':'DELIVERY'}",
                        "DELIVERY is not supported yet."),
                new Bad(
                        "logs",
                        "CreateLogGroup",
                        "{'logGroupName':'there'}",
                        "ResourceAlreadyExistsException",
                        "already exists"),
                new Bad(
                        "logs",
                        "DeleteLogGroup",
                        "{'logGroupName':'nothing'}",
                        "ResourceNotFoundException",
                        "does not exist"),
                new Bad(
                        "logs",
                        "FilterLogEvents",
                        "{'logGroupName':'nothing'}",
                        "ResourceNotFoundException",
                        "does not exist"),
                log("FilterLogEvents", "{}", "Exactly one of"),
                log("FilterLogEvents", "{'logGroupName':'there','limit':0}", "limit"),
                log(
                        "FilterLogEvents",
                        "{'logGroupName':'there','filterPattern':'{$.a=1}'}",
                        "JSON is not supported yet."),
                new Bad(
                        "logs",
                        "GetLogEvents",
                        "{'logGroupName':'there','logStreamName':'s'}",
                        "ResourceNotFoundException",
                        "log stream does not exist"),
                log("DescribeLogGroups", "{'limit':51}", "limit"),
                log("DescribeLogGroups", "{'nextToken':'made up'}", "nextToken"),
                log(
                        "DescribeLogStreams",
                        "{'logGroupName':'there','orderBy':'LastEventTime','logStreamNamePrefix':'a'}",
                        "Cannot order by LastEventTime"));
    }

    static List<Bad> unsupported() {
        return List.of(
                ecs("CreateTaskSet", "{}", "UnsupportedOperationException", "CreateTaskSet is not supported"),
                ecs("ExecuteCommand", "{}", "UnsupportedOperationException", "ExecuteCommand is not supported"),
                ecs("DescribeCapacityProviders", "{}", "UnsupportedOperationException", "DescribeCapacityProviders"),
                ecs("StartTask", "{'cluster':'default'}", "UnsupportedOperationException", "StartTask"),
                new Bad(
                        "logs",
                        "PutLogEvents",
                        "{}",
                        "UnsupportedOperationException",
                        "PutLogEvents is not supported"));
    }

    static List<Foreign> foreigners() {
        var now = Instant.now();
        return List.of(
                new Foreign("unsigned", 400, "MissingAuthenticationTokenException", api -> list(api)),
                new Foreign(
                        "not a signature",
                        400,
                        "IncompleteSignatureException",
                        api -> header(list(api), "authorization", "AWS4-HMAC-SHA256 Credential=x")),
                new Foreign(
                        "another secret",
                        400,
                        "InvalidSignatureException",
                        api -> signer(TestApi.ROOT.accessKeyId(), "wrong").sign(list(api), now)),
                new Foreign(
                        "an unknown key",
                        400,
                        "UnrecognizedClientException",
                        api -> signer("AKIAUNKNOWN", "wrong").sign(list(api), now)),
                new Foreign(
                        "signed an hour ago",
                        400,
                        "InvalidSignatureException",
                        api -> api.signed("ecs", list(api), now.minusSeconds(3_600))),
                new Foreign(
                        "signed for tomorrow",
                        400,
                        "InvalidSignatureException",
                        api -> api.signed("ecs", list(api), now.plusSeconds(86_400))),
                new Foreign("replayed with another body", 400, "InvalidSignatureException", api -> {
                    var signed = api.signed("ecs", list(api), now);
                    var body = "{\"clusterName\":\"evil\"}".getBytes(StandardCharsets.UTF_8);
                    return new RawRequest(signed.method(), signed.rawPath(), "", signed.headers(), body);
                }),
                new Foreign("replayed with another operation", 400, "InvalidSignatureException", api -> {
                    var signed = api.signed("ecs", list(api), now);
                    return header(signed, "x-amz-target", "AmazonEC2ContainerServiceV20141113.CreateCluster");
                }),
                new Foreign(
                        "signed for another service",
                        400,
                        "InvalidSignatureException",
                        api -> api.signed("logs", list(api), now)),
                new Foreign(
                        "with a session token",
                        400,
                        "UnrecognizedClientException",
                        api -> api.signed("ecs", header(list(api), "x-amz-security-token", "token"), now)),
                new Foreign(
                        "an operation nobody has",
                        400,
                        "UnknownOperationException",
                        api -> api.signed("ecs", api.aws("ecs", "MakeCoffee", "{}"), now)),
                new Foreign(
                        "a target nobody has",
                        400,
                        "UnknownOperationException",
                        api -> api.signed("ecs", header(list(api), "x-amz-target", "Nothing.ListClusters"), now)),
                new Foreign(
                        "a path nobody has",
                        404,
                        "UnknownOperationException",
                        api -> api.own("GET", "/nothing", "", "")),
                new Foreign(
                        "a query action nobody has",
                        400,
                        "InvalidAction",
                        api -> form(api, "Action=Fly&Version=2011-06-15")),
                new Foreign(
                        "unsigned query",
                        403,
                        "MissingAuthenticationToken",
                        api -> form(api, "Action=GetCallerIdentity&Version=2011-06-15")));
    }

    private static RawRequest list(TestApi api) {
        return api.aws("ecs", "ListClusters", "{}");
    }

    private static RawRequest form(TestApi api, String body) {
        var headers = Headers.of("host", api.uri().getAuthority(), "content-type", "application/x-www-form-urlencoded");
        return new RawRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static RawRequest header(RawRequest request, String name, String value) {
        var others = new TreeMap<>(request.headers().byName());
        others.put(name, List.of(value));
        return request.withHeaders(new Headers(others));
    }

    private static Signer signer(String id, String secret) {
        return new Signer(new Credentials(id, secret), TestApi.REGION, "ecs");
    }

    private static void ok(String service, String operation, String input) {
        var reply = api.call(service, operation, input.replace('\'', '"'));
        assertEquals(200, reply.status(), reply.text());
    }

    /// A container that is right but for these members.
    private static String container(String members) {
        var memory = members.contains("'memory'") ? "" : "," + "'memory':64";
        return "{'name':'app','image':'app:1'" + memory + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private static String one() {
        return with("");
    }

    /// The only container, with more members.
    private static String with(String members) {
        return "'containerDefinitions':[" + container(members) + "]";
    }

    private static Bad ecs(String operation, String input, String type, String message) {
        return new Bad("ecs", operation, input, type, message);
    }

    private static Bad invalid(String operation, String input, String message) {
        return ecs(operation, input, "InvalidParameterException", message);
    }

    private static Bad client(String operation, String input, String message) {
        return ecs(operation, input, "ClientException", message);
    }

    private static Bad register(String members, String message) {
        return register(members, message, "ClientException");
    }

    private static Bad register(String members, String message, String type) {
        return ecs("RegisterTaskDefinition", "{" + members + "}", type, message);
    }

    private static Bad create(String members, String message) {
        return invalid("CreateService", "{'taskDefinition':'web'," + members + "}", message);
    }

    private static Bad log(String operation, String input, String message) {
        return new Bad("logs", operation, input, "InvalidParameterException", message);
    }
}
