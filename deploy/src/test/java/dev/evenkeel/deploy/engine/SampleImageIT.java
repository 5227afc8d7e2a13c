package dev.evenkeel.deploy.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.evenkeel.deploy.process.Machine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SampleImageIT {
    private static final String LABEL = "dev.evenkeel.test=sample-image";

    private final Engine engine = Engine.at(Machine.docker());

    @BeforeEach
    void makeTheImage() throws IOException {
        SampleImage.ensure(engine, Machine.busybox());
    }

    @AfterEach
    void removeContainers() {
        engine.containersWith(LABEL).forEach(engine::remove);
    }

    @Test
    void isMadeOnce() throws IOException {
        assertFalse(SampleImage.ensure(engine, Machine.busybox()));
    }

    @Test
    void tellsItsNameOverHttp() {
        var container = start();
        var inspected = engine.get("/containers/" + container + "/json");
        var port = inspected
                .at("/NetworkSettings/Ports")
                .path("80/tcp")
                .path(0)
                .path("HostPort")
                .asText();
        var name = inspected.at("/Config/Hostname").asText();
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertEquals("hello from " + name, body(URI.create("http://127.0.0.1:" + port + "/"))));
    }

    @Test
    void endsByItselfWhenAskedTo() {
        var container = start();
        awaitLog(container, "listening");
        engine.post("/containers/" + container + "/stop?t=30", null);
        assertEquals(
                0,
                engine.get("/containers/" + container + "/json")
                        .at("/State/ExitCode")
                        .asInt(-1));
    }

    @Test
    void theEngineSaysWhatIsWrong() {
        var failure = assertThrows(Engine.EngineException.class, () -> engine.kill("no-such-container"));
        assertTrue(String.valueOf(failure.getMessage()).contains("404"));
    }

    private String start() {
        var body = JsonNodeFactory.instance.objectNode().put("Image", SampleImage.NAME);
        var label = LABEL.split("=", 2);
        body.putObject("Labels").put(label[0], label[1]);
        body.putObject("ExposedPorts").putObject("80/tcp");
        body.putObject("HostConfig")
                .putObject("PortBindings")
                .putArray("80/tcp")
                .addObject()
                .put("HostPort", "");
        var container =
                engine.post("/containers/create", body).json().path("Id").asText();
        engine.post("/containers/" + container + "/start", null);
        return container;
    }

    private void awaitLog(String container, String word) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertTrue(engine.log(container).contains(word)));
    }

    private static String body(URI uri) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        }
    }
}
