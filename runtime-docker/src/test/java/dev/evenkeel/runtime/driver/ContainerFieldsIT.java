package dev.evenkeel.runtime.driver;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Frame;
import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Observation.Seen;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Sharing;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each member of a container definition does, seen by the container itself or by the engine.
final class ContainerFieldsIT {
    private static final long MIB = 1 << 20;

    /// What only a container with all rights may do.
    private static final String MOUNT =
            "b=/bin/busybox; $b mkdir /m; $b mount -t tmpfs none /m 2>/dev/null && echo mounted || echo refused";

    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
    }

    @BeforeEach
    void openDriver() {
        runtime = new TestRuntime(engine, FileShelf.open(folder), DockerDriver.Settings.defaults(folder));
    }

    @AfterEach
    void removeContainers() {
        runtime.close();
    }

    /// A member, what a shell in the container does, and what it then says.
    record Inside(String members, String script, String says) {
        @Override
        public String toString() {
            return members;
        }
    }

    static List<Inside> inside() {
        return List.of(
                new Inside("{'environment':[{'name':'COLOUR','value':'green'}]}", "echo $COLOUR", "green"),
                new Inside("{'user':'7:8'}", "echo $(id -u) $(id -g)", "7 8"),
                new Inside("{'workingDirectory':'/bin'}", "pwd", "/bin"),
                new Inside("{'hostname':'anchor'}", "hostname", "anchor"),
                new Inside("{'readonlyRootFilesystem':true}", "touch /x || echo refused", "refused"),
                new Inside("{'linuxParameters':{'capabilities':{'add':['NET_ADMIN']}}}", right(12), "1"),
                new Inside("{'linuxParameters':{'capabilities':{'drop':['CHOWN']}}}", right(0), "0"),
                new Inside(
                        "{'linuxParameters':{'devices':[{'hostPath':'/dev/null','containerPath':'/dev/void'}]}}",
                        "test -c /dev/void && echo there",
                        "there"),
                new Inside(
                        "{'linuxParameters':{'tmpfs':[{'containerPath':'/t','size':2,'mountOptions':['noexec']}]}}",
                        "grep ' /t ' /proc/mounts | grep noexec | grep -o size=[0-9]*k",
                        "size=2048k"),
                new Inside(
                        "{'linuxParameters':{'sharedMemorySize':3}}",
                        "grep ' /dev/shm ' /proc/mounts | grep -o size=[0-9]*k",
                        "size=3072k"),
                new Inside("{'linuxParameters':{'initProcessEnabled':true}}", "cat /proc/1/comm", "docker-init"),
                new Inside("{'privileged':false}", MOUNT, "refused"),
                new Inside("{'ulimits':[{'name':'nofile','softLimit':77,'hardLimit':88}]}", "ulimit -n", "77"),
                new Inside(
                        "{'systemControls':[{'namespace':'net.core.somaxconn','value':'77'}]}",
                        "cat /proc/sys/net/core/somaxconn",
                        "77"),
                new Inside(
                        "{'systemControls':[{'namespace':'kernel.msgmax','value':'4096'}]}",
                        "cat /proc/sys/kernel/msgmax",
                        "4096"),
                new Inside(
                        "{'extraHosts':[{'hostname':'db','ipAddress':'10.9.8.7'}]}",
                        "grep -c '10.9.8.7.*db' /etc/hosts",
                        "1"),
                new Inside("{'dnsServers':['10.9.8.7']}", "grep nameserver /etc/resolv.conf", "nameserver 10.9.8.7"),
                new Inside("{'dnsSearchDomains':['a.test']}", "grep search /etc/resolv.conf", "search a.test"),
                new Inside("{'disableNetworking':true}", "grep -c eth0 /proc/net/dev", "0"),
                new Inside(
                        "{'dockerSecurityOptions':['no-new-privileges']}",
                        "grep NoNewPrivs /proc/self/status | cut -f 2",
                        "1"),
                new Inside("{'pseudoTerminal':true}", "test -t 1 && echo terminal", "terminal"),
                new Inside("{'interactive':true}", "timeout 1 cat >/dev/null; echo $?", "143"));
    }

    /// Whether a process has a right of the kernel, by its number.
    private static String right(int number) {
        return "echo $(( 0x$(grep CapEff /proc/self/status | cut -f 2) >> " + number + " & 1 ))";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inside")
    void theContainerSeesIt(Inside field) {
        assertEquals(field.says(), said(TestRuntime.sh("app", field.script()).with(Docs.of(field.members()))));
    }

    /// A member, and how the engine tells it.
    record Outside(String members, Object is, Function<InspectContainerResponse, Object> look) {
        @Override
        public String toString() {
            return members;
        }
    }

    static List<Outside> outside() {
        return List.of(
                new Outside("{'privileged':true}", true, c -> c.getHostConfig().getPrivileged()),
                new Outside("{'cpu':256}", 256, c -> c.getHostConfig().getCpuShares()),
                new Outside("{'memory':32}", 32 * MIB, c -> c.getHostConfig().getMemory()),
                new Outside(
                        "{'memoryReservation':16}",
                        16 * MIB,
                        c -> c.getHostConfig().getMemoryReservation()),
                new Outside(
                        "{'memory':32,'linuxParameters':{'maxSwap':16}}",
                        48 * MIB,
                        c -> c.getHostConfig().getMemorySwap()),
                new Outside(
                        "{'memory':32,'linuxParameters':{'maxSwap':16,'swappiness':7}}",
                        7L,
                        c -> c.getHostConfig().getMemorySwappiness()),
                new Outside(
                        "{'linuxParameters':{'devices':[{'hostPath':'/dev/null','permissions':['read','mknod']}]}}",
                        "rm",
                        c -> c.getHostConfig().getDevices()[0].getcGroupPermissions()),
                new Outside(
                        "{'dockerLabels':{'team':'a'}}",
                        "a",
                        c -> c.getConfig().getLabels().get("team")),
                new Outside(
                        "{}",
                        List.of("NONE"),
                        c -> c.getConfig().getHealthcheck().getTest()),
                new Outside(
                        "{'healthCheck':{'command':['CMD','true'],'interval':7,'timeout':3,'retries':2,'startPeriod':9}}",
                        List.of(7L, 3L, 2L, 9L),
                        c -> {
                            var check = c.getConfig().getHealthcheck();
                            return List.of(
                                    SECONDS.convert(check.getInterval(), NANOSECONDS),
                                    SECONDS.convert(check.getTimeout(), NANOSECONDS),
                                    (long) check.getRetries(),
                                    SECONDS.convert(check.getStartPeriod(), NANOSECONDS));
                        }),
                new Outside(
                        "{'logConfiguration':{'logDriver':'json-file','options':{'max-size':'1m'}}}",
                        "json-file 1m",
                        c -> c.getHostConfig().getLogConfig().getType().getType() + " "
                                + c.getHostConfig().getLogConfig().getConfig().get("max-size")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outside")
    void theEngineTellsIt(Outside field) {
        runtime.create(TestRuntime.sh("app", "true").with(Docs.of(field.members())));

        assertEquals(field.is(), field.look().apply(inspect("app")));
    }

    /// Where the engine lacks rights itself, as on a machine within a sandbox, it refuses to give all of them.
    @Test
    void aPrivilegedContainerMayDoWhatTheHostMay() {
        var plan = TestRuntime.sh("app", MOUNT).with(Docs.of("{'privileged':true}"));
        runtime.create(plan);
        var started = runtime.start("app");
        assumeFalse(
                started instanceof Failed failed && failed.message().contains("unable to apply caps"),
                "needs an engine that has all rights");
        runtime.remove("app");

        assertEquals("mounted", said(plan));
    }

    @Test
    void entryPointAndCommandAreGivenTogether() {
        var plan = new TestRuntime.Plan("app", TestEngine.IMAGE, List.of("echo $0 $1", "here", "and"))
                .with(Docs.of("{'entryPoint':['sh','-c']}"));

        assertEquals("here and", said(plan));
    }

    @Test
    void aContainerWithoutNetworkHasOnlyItself() {
        var plan = TestRuntime.sh("app", "grep -c : /proc/net/dev");
        plan.network = NetworkMode.NONE;

        assertEquals("1", said(plan));
    }

    @Test
    void aContainerInTheHostsNetworkSeesTheHostsNetwork() throws IOException {
        var plan = TestRuntime.sh("app", "readlink /proc/self/ns/net");
        plan.network = NetworkMode.HOST;

        assertEquals(namespace("net"), said(plan));
    }

    @Test
    void processesOfTheHostAreSeenWherePidModeIsHost() throws IOException {
        runtime.common = new Common(Sharing.HOST, Sharing.DEFAULT, null, null, null, List.of());

        assertEquals(namespace("pid"), said(TestRuntime.sh("app", "readlink /proc/self/ns/pid")));
    }

    @Test
    void sharedMemoryOfTheHostIsSeenWhereIpcModeIsHost() throws IOException {
        runtime.common = new Common(Sharing.DEFAULT, Sharing.HOST, null, null, null, List.of());

        assertEquals(namespace("ipc"), said(TestRuntime.sh("app", "readlink /proc/self/ns/ipc")));
    }

    @Test
    void thereIsNoSharedMemoryWhereIpcModeIsNone() {
        runtime.common = new Common(Sharing.DEFAULT, Sharing.NONE, null, null, null, List.of());

        assertEquals("0", said(TestRuntime.sh("app", "grep -c /dev/shm /proc/mounts")));
    }

    @Test
    void processesOfTheOthersAreSeenWherePidModeIsTask() {
        runtime.common = new Common(Sharing.TASK, Sharing.DEFAULT, null, null, null, List.of());
        runtime.sandbox();
        runtime.run(TestRuntime.sh("db", "sleep 61"));

        assertEquals("found", said(TestRuntime.sh("app", "grep -l 61 /proc/[0-9]*/cmdline >/dev/null && echo found")));
    }

    @Test
    void sharedMemoryIsTheSameForAllWhereIpcModeIsTask() {
        runtime.common = new Common(Sharing.DEFAULT, Sharing.TASK, null, null, null, List.of());
        runtime.sandbox();
        runtime.run(TestRuntime.sh("db", "echo ahoy > /dev/shm/word; sleep 60"));

        assertEquals("ahoy", said(TestRuntime.sh("app", "cat /dev/shm/word")));
    }

    @Test
    void theLimitsOfATaskHoldForItsContainers() {
        runtime.common = new Common(Sharing.DEFAULT, Sharing.DEFAULT, 512, 64, null, List.of());
        runtime.create(TestRuntime.sh("app", "true"));
        runtime.create(TestRuntime.sh("small", "true").with(Docs.of("{'memory':32}")));

        assertEquals(64 * MIB, inspect("app").getHostConfig().getMemory());
        assertEquals(500_000_000L, (double) inspect("app").getHostConfig().getNanoCPUs(), 1_000_000);
        assertEquals(32 * MIB, inspect("small").getHostConfig().getMemory());
    }

    @Test
    void aContainerIsMadeOnlyWhereItsTaskHasTheStorageThatItWants() {
        runtime.common = new Common(Sharing.DEFAULT, Sharing.DEFAULT, null, null, 1_000_000, List.of());
        var failed = assertInstanceOf(Failed.class, runtime.create(TestRuntime.sh("app", "true")));
        assertEquals("ResourceInitializationError", failed.kind());

        runtime.common = new Common(Sharing.DEFAULT, Sharing.DEFAULT, null, null, 1, List.of());
        assertInstanceOf(Seen.class, runtime.create(TestRuntime.sh("app", "true")));
    }

    @Test
    void aRangeOfPortsIsPublishedSideBySide() throws IOException {
        int first = freeRange();
        var plan = TestRuntime.sh("app", "sleep 60");
        plan.ports = IntStream.range(0, 3)
                .mapToObj(i -> new HostPort("app", 8000 + i, first + i, "tcp"))
                .toList();
        runtime.run(plan);

        var bindings = inspect("app").getNetworkSettings().getPorts().getBindings();
        bindings.forEach((inside, outside) ->
                assertEquals(String.valueOf(inside.getPort() - 8000 + first), outside[0].getHostPortSpec()));
        assertEquals(3, bindings.size());
    }

    /// The first of three ports side by side that nobody has.
    private static int freeRange() throws IOException {
        for (int first = 19_380; first < 29_380; first += 3) {
            try (var one = new ServerSocket(first);
                    var two = new ServerSocket(first + 1);
                    var three = new ServerSocket(first + 2)) {
                return Math.min(one.getLocalPort(), Math.min(two.getLocalPort(), three.getLocalPort()));
            } catch (BindException taken) {
                // The next three.
            }
        }
        throw new IOException("no three ports are free");
    }

    @Test
    void aLinkedContainerIsFoundUnderItsAlias() {
        runtime.run(TestRuntime.sh("db", "sleep 60"));

        var plan = TestRuntime.sh("app", "ping -c 1 -W 2 database >/dev/null && echo found")
                .with(Docs.of("{'links':['db:database']}"));

        assertEquals("found", said(plan));
    }

    @Test
    void aContainerIsStartedAgainOnlyOnceForEachEnd() {
        runtime.run(TestRuntime.sh("app", "sleep 0.3"));
        var ended = runtime.await("app", seen -> seen.state() == State.EXITED);

        var first = (Seen) runtime.again(ended);
        var second = (Seen) runtime.again(ended);

        assertEquals(State.RUNNING, first.state());
        assertEquals(first.startedAt(), second.startedAt());
        assertEquals(ended.runtimeId(), first.runtimeId());
        assertTrue(Objects.requireNonNull(first.startedAt()).isAfter(ended.startedAt()));
    }

    private static String namespace(String name) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/" + name)).toString();
    }

    private InspectContainerResponse inspect(String name) {
        return engine.client()
                .inspectContainerCmd(Labels.containerName(runtime.key(name)))
                .exec();
    }

    /// What a container writes until it ends.
    private String said(TestRuntime.Plan plan) {
        var id = runtime.run(plan).runtimeId();
        runtime.await(plan.name, seen -> seen.state() == State.EXITED);
        var text = new StringBuilder();
        try {
            engine.client()
                    .logContainerCmd(id)
                    .withStdOut(true)
                    .exec(new ResultCallback.Adapter<Frame>() {
                        @Override
                        public void onNext(Frame frame) {
                            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                        }
                    })
                    .awaitCompletion();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return text.toString().strip().lines().reduce("", (_, last) -> last);
    }
}
