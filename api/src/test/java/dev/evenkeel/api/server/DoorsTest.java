package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.log.MemoryEventLog.Fate;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Who is let in, and what those who are in are told when the disk is full.
final class DoorsTest {
    @Test
    void withoutAuthEverybodyIsLetInToTheRegionTheyName() {
        try (var api = new TestApi(State.EMPTY, false)) {
            var plain = api.aws("ecs", "CreateCluster", "{\"clusterName\":\"dev\"}");
            assertEquals(200, api.send(plain).status());
            var foreign = plain.withHeaders(plain.headers()
                    .with("authorization", "AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/ecs/aws4_request, junk"));
            assertEquals(200, api.send(foreign).status());
            assertTrue(api.state()
                    .clusters()
                    .get(new ClusterId("us-east-1", "dev"))
                    .isPresent());
            assertTrue(api.state()
                    .clusters()
                    .get(new ClusterId("eu-west-1", "dev"))
                    .isPresent());
            assertEquals(200, api.send(api.own("GET", "/v1/state", "", "")).status());
        }
    }

    @Test
    void aFullDiskRefusesWritesKeepsReadsAndRecovers() {
        try (var api = new TestApi()) {
            api.disk().fates(_ -> new Fate.Refused("the disk is full"));
            var refused = api.call("ecs", "CreateCluster", "{\"clusterName\":\"dev\"}");
            assertEquals(503, refused.status());
            assertEquals("ServiceUnavailableException", refused.type());
            assertEquals("the disk is full", refused.message());
            assertEquals(
                    503, api.call("ecs", "CreateCluster", "{\"clusterName\":5}").status());
            assertEquals(200, api.call("ecs", "ListClusters", "{}").status());
            assertEquals(200, api.send(api.own("GET", "/health", "", "")).status());
            api.disk().fates(_ -> Fate.KEPT);
            assertEquals(
                    200,
                    api.call("ecs", "CreateCluster", "{\"clusterName\":\"dev\"}")
                            .status());
        }
    }

    @Test
    void everyAnswerNamesItsRequestAndItsRevision() {
        try (var api = new TestApi()) {
            var made = api.call("ecs", "CreateCluster", "{}");
            assertEquals("1", made.header("x-evenkeel-revision"));
            assertEquals(36, made.header("x-amzn-requestid").length());
            var health = api.send(api.own("GET", "/health", "", ""));
            assertEquals(36, health.header("x-amzn-requestid").length());
            var signed = api.signed("ecs", api.aws("ecs", "ListClusters", "{}"), Instant.now());
            assertEquals("1", api.send(signed).header("x-evenkeel-revision"));
        }
    }
}
