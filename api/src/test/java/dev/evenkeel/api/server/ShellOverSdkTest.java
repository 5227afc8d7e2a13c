package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.command.HostCommand.LoseHost;
import dev.evenkeel.reconcilers.command.HostCommand.TakeReport;
import dev.evenkeel.reconcilers.host.ContainerShell.Request;
import dev.evenkeel.reconcilers.host.ContainerShell.Size;
import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.reconcilers.host.TaskReport;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskId;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandResponse;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.TargetNotConnectedException;

/// ExecuteCommand by the AWS SDK, and its stream by a plain WebSocket client.
@SuppressWarnings("unchecked") // the varargs of the SDK\'s builders are generic
class ShellOverSdkTest {
    private static final ClusterId DEV = new ClusterId("us-east-1", "dev");

    private TestApi api;
    private EcsClient ecs;
    private HostId host;
    private long reports;

    @BeforeEach
    void start() {
        api = new TestApi();
        host = api.host();
        ecs = api.sdk(EcsClient.builder());
        ecs.createCluster(r -> r.clusterName("dev"));
        ecs.registerTaskDefinition(r -> r.family("web")
                .containerDefinitions(
                        c -> c.name("app").image("web:1").memory(64),
                        c -> c.name("side").image("side:1").memory(64)));
    }

    @AfterEach
    void stop() {
        ecs.close();
        api.close();
    }

    @Test
    void aCommandIsHeardAndSpokenToOverAWebSocket() throws Exception {
        var task = running(true);
        var answer = execute(task, "sh -c 'echo hi'");
        assertEquals("app", answer.containerName());
        assertTrue(answer.interactive());

        var talk = new Talk();
        var socket = connect(answer, answer.session().tokenValue(), talk);
        socket.sendText("{\"terminal\":{\"rows\":24,\"columns\":80}}", true).join();
        socket.sendBinary(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)), true)
                .join();
        socket.sendText("{\"resize\":{\"rows\":50,\"columns\":90}}", true).join();
        socket.sendText("{\"end\":true}", true).join();

        assertEquals(List.of("1:hello", "1:" + new Size(50, 90), "2:bye", "{\"exit\":3}"), talk.whole());
        assertEquals(List.of(new Request(List.of("sh", "-c", "echo hi"), new Size(24, 80))), api.shell().requests);
    }

    @Test
    void whoWasLetInIsInTheLogAndWhatTheySaidIsNot() {
        var task = running(true);
        var before = api.state().revision();

        var answer = execute(task, "/bin/sh");

        var batch = api.batchesAfter(before).getFirst();
        var opened = batch.entries().stream()
                .map(entry -> entry.event())
                .filter(ShellOpened.class::isInstance)
                .toList();
        assertEquals(
                List.of(new ShellOpened(task, "app", "/bin/sh", answer.session().sessionId())), opened);
        assertEquals("arn:aws:iam::123456789012:root", ((Origin.Call) batch.origin()).principal());
        assertFalse(
                api.batchesAfter(before).toString().contains(answer.session().tokenValue()));
    }

    @Test
    void aTokenOpensItsOwnSessionOnce() {
        var task = running(true);
        var first = execute(task, "sh");
        var second = execute(task, "sh");
        assertNotEquals(first.session().tokenValue(), second.session().tokenValue());

        assertEquals(401, refused(first, second.session().tokenValue()));
        connect(second, second.session().tokenValue(), new Talk()).abort();
        assertEquals(401, refused(second, second.session().tokenValue()));
    }

    @Test
    void aStreamIsForWebSocketsOnly() {
        var answer = execute(running(true), "sh");
        var path = URI.create(answer.session().streamUrl()).getPath();

        assertEquals(426, api.send(api.own("GET", path, "", "")).status());
    }

    @Test
    void aCommandThatCannotBeStartedIsSaidSo() throws Exception {
        var answer = execute(running(true), "nothing");
        var talk = new Talk();
        connect(answer, answer.session().tokenValue(), talk)
                .sendText("{}", true)
                .join();

        assertEquals(List.of("{\"error\":\"there is nothing to run\"}"), talk.whole());
    }

    @Test
    void tasksThatDoNotAllowItAndHostsThatAreSilentStayShut() {
        var shut = running(false);
        var message = assertThrows(InvalidParameterException.class, () -> execute(shut, "sh"))
                .awsErrorDetails()
                .errorMessage();
        assertTrue(message.startsWith("The execute command failed because execute command was not enabled"), message);

        var open = running(true);
        api.tell(new Origin.Lease(host), new LoseHost(host));
        assertThrows(TargetNotConnectedException.class, () -> execute(open, "sh"));
    }

    @Test
    void aTaskOfSeveralContainersNeedsANameAndOneMustBeRight() {
        var task = running(true);

        assertThrows(
                InvalidParameterException.class,
                () -> ecs.executeCommand(
                        r -> r.cluster("dev").task(task.value()).command("sh").interactive(true)));
        assertThrows(
                InvalidParameterException.class,
                () -> ecs.executeCommand(r -> r.cluster("dev")
                        .task(task.value())
                        .container("other")
                        .command("sh")
                        .interactive(true)));
    }

    private ExecuteCommandResponse execute(TaskId task, String command) {
        return ecs.executeCommand(r -> r.cluster("dev")
                .task(task.value())
                .container("app")
                .command(command)
                .interactive(true));
    }

    private TaskId running(boolean enabled) {
        var arn = ecs.runTask(r -> r.cluster("dev").taskDefinition("web").enableExecuteCommand(enabled))
                .tasks()
                .getFirst()
                .taskArn();
        var task = new TaskId(DEV, arn.substring(arn.lastIndexOf('/') + 1));
        var containers = Stream.of("app", "side")
                .map(name -> new ContainerStatus(
                        name, ContainerPhase.RUNNING, null, null, Health.UNKNOWN, "f".repeat(64), null))
                .toList();
        var seen = new TaskReport(task, Phase.RUNNING, Health.UNKNOWN, containers, null, null, null, null);
        var report = new Report(host, ++reports, api.state().revision(), List.of(seen));
        api.tell(new Origin.HostReport(host, reports), new TakeReport(report));
        return task;
    }

    private WebSocket connect(ExecuteCommandResponse answer, String token, Talk talk) {
        return api.client()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(answer.session().streamUrl()), talk)
                .join();
    }

    private int refused(ExecuteCommandResponse answer, String token) {
        var failure = assertThrows(CompletionException.class, () -> connect(answer, token, new Talk()));
        return Objects.requireNonNull((WebSocketHandshakeException) failure.getCause())
                .getResponse()
                .statusCode();
    }

    /// Everything that was said to us: texts as they are, bytes after their first one as a number.
    private static final class Talk implements WebSocket.Listener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final CompletableFuture<List<String>> whole = new CompletableFuture<>();

        /// All that was said, once the last thing was: how the command ended, or why there is none.
        List<String> whole() throws Exception {
            return whole.get(1, TimeUnit.MINUTES);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            whole.complete(List.copyOf(heard));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            int first = bytes.get();
            heard.add(first + ":" + StandardCharsets.UTF_8.decode(bytes));
            socket.request(1);
            return null;
        }
    }
}
