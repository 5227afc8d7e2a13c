package dev.evenkeel.api.codedeploy.appspec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.release.ReleaseStage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// AppSpecs as users write them.
final class AppSpecReaderTest {
    private static final String FULL = """
            version: 0.0
            Resources:
              - TargetService:
                  Type: AWS::ECS::Service
                  Properties:
                    TaskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2"
                    LoadBalancerInfo:
                      ContainerName: "web"
                      ContainerPort: 8080
                    PlatformVersion: "LATEST"
                    NetworkConfiguration:
                      AwsvpcConfiguration:
                        Subnets: ["subnet-1", "subnet-2"]
                        SecurityGroups: ["sg-1"]
                        AssignPublicIp: "ENABLED"
                    CapacityProviderStrategy:
                      - Base: 1
                        CapacityProvider: "FARGATE_SPOT"
                        Weight: 2
            """;

    @Test
    void everyMemberIsRead() throws AppSpecException {
        var spec = AppSpecReader.read(FULL);

        assertEquals("arn:aws:ecs:us-east-1:123456789012:task-definition/web:2", spec.taskDefinition());
        assertEquals("web", spec.container());
        assertEquals(8080, spec.port());
        assertEquals("LATEST", spec.platformVersion());
        assertEquals(new AppSpec.Network(List.of("subnet-1", "subnet-2"), List.of("sg-1"), "ENABLED"), spec.network());
        assertEquals(List.of(new AppSpec.Provider("FARGATE_SPOT", 1, 2)), spec.strategy());
    }

    @Test
    void jsonAndLowerCaseAreReadAsWell() throws AppSpecException {
        var spec = AppSpecReader.read("""
                {"version": "0.0", "resources": [{"targetService": {"type": "AWS::ECS::Service", "properties": {
                  "taskDefinition": "web:1", "loadBalancerInfo": {"containerName": "web", "containerPort": "80"}}}}]}
                """);

        assertEquals("web:1", spec.taskDefinition());
        assertEquals(80, spec.port());
        assertNull(spec.network());
        assertEquals(List.of(), spec.strategy());
    }

    @Test
    void hooksNameFunctions() throws AppSpecException {
        var spec = AppSpecReader.read(FULL + "Hooks:\n  - BeforeInstall: check\n  - AfterAllowTraffic: look\n");

        assertEquals(
                Map.of(ReleaseStage.BEFORE_INSTALL, "check", ReleaseStage.AFTER_ALLOW_TRAFFIC, "look"), spec.hooks());
    }

    @ParameterizedTest
    @CsvSource({
        "- Install: check, Install is not a hook",
        "- BeforeInstall: , BeforeInstall has to name a function",
        "BeforeInstall: check, Hooks has to be a list",
        "'[{BeforeInstall: a}, {BeforeInstall: b}]', BeforeInstall is there twice"
    })
    void hooksThatMakeNoSenseAreNamed(String hooks, String told) {
        var refused =
                assertThrows(AppSpecException.class, () -> AppSpecReader.read(FULL + "Hooks:\n  " + hooks + "\n"));

        assertTrue(String.valueOf(refused.getMessage()).contains(told), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "version: 0.0, version: 0.1, version has to be 0.0",
        "ContainerPort: 8080, ContainerPort: many, ContainerPort has to be a number",
        "ContainerName: \"web\", Nothing: x, LoadBalancerInfo.Nothing is not supported",
        "TargetService:, Elsewhere:, one TargetService",
        "AwsvpcConfiguration:, Other:, NetworkConfiguration.Other is not supported"
    })
    void whatMakesNoSenseIsNamed(String right, String wrong, String told) {
        var refused = assertThrows(AppSpecException.class, () -> AppSpecReader.read(FULL.replace(right, wrong)));

        assertTrue(String.valueOf(refused.getMessage()).contains(told), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"text", "[1]", "{", "''", "'a: [b'"})
    void whatIsNoAppSpecIsRefused(String text) {
        assertThrows(AppSpecException.class, () -> AppSpecReader.read(text));
    }
}
