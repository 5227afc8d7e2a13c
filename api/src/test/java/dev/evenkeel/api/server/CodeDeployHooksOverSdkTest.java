package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.store.state.ReleaseRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.model.InvalidLifecycleEventHookExecutionIdException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLifecycleEventHookExecutionStatusException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;

/// Hooks of AppSpecs that say by PutLifecycleEventHookExecutionStatus how they ended.
final class CodeDeployHooksOverSdkTest {
    private CodeDeployFixture here;
    private String id;

    @BeforeEach
    void start() {
        here = new CodeDeployFixture();
        here.deploy().createDeploymentGroup(here.wanted("group").build());
        here.until(() -> here.ecs()
                        .describeServices(r -> r.services("web"))
                        .services()
                        .getFirst()
                        .runningCount()
                == 2);
        var appSpec = CodeDeployFixture.toRevision(2).appSpecContent().content()
                + "Hooks:\n  - BeforeInstall: http://127.0.0.1:9/check\n";
        id = here.deploy()
                .createDeployment(r -> r.applicationName("my-app")
                        .deploymentGroupName("group")
                        .revision(CodeDeployFixture.appSpec(appSpec)))
                .deploymentId();
        here.until(() -> !row().hooks().isEmpty());
    }

    @AfterEach
    void stop() {
        here.close();
    }

    private ReleaseRow row() {
        return here.api()
                .state()
                .releases()
                .releases()
                .values()
                .filter(release -> release.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String put(String hook, LifecycleEventStatus status) {
        return here.deploy()
                .putLifecycleEventHookExecutionStatus(r ->
                        r.deploymentId(id).lifecycleEventHookExecutionId(hook).status(status))
                .lifecycleEventHookExecutionId();
    }

    private String beforeInstall() {
        return here.deploy()
                .getDeploymentTarget(r -> r.deploymentId(id).targetId("default:web"))
                .deploymentTarget()
                .ecsTarget()
                .lifecycleEvents()
                .getFirst()
                .statusAsString();
    }

    @Test
    void theDeploymentGoesOnOnceTheHookSucceeded() {
        var hook = row().hooks().getFirst().hook();
        assertEquals("InProgress", beforeInstall());

        assertEquals(hook, put(hook, LifecycleEventStatus.SUCCEEDED));

        here.until(() -> here.info(id).statusAsString().equals("Succeeded"));
        assertEquals("Succeeded", beforeInstall());
        assertThrows(LifecycleEventAlreadyCompletedException.class, () -> put(hook, LifecycleEventStatus.FAILED));
    }

    @Test
    void theDeploymentFailsWithTheHook() {
        put(row().hooks().getFirst().hook(), LifecycleEventStatus.FAILED);

        here.until(() -> here.info(id).statusAsString().equals("Failed"));
        assertEquals("HOOK_EXECUTION_FAILURE", here.info(id).errorInformation().codeAsString());
        assertEquals("Failed", beforeInstall());
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() {
        var hook = row().hooks().getFirst().hook();
        assertThrows(
                InvalidLifecycleEventHookExecutionIdException.class,
                () -> put("elsewhere", LifecycleEventStatus.SUCCEEDED));
        assertThrows(
                InvalidLifecycleEventHookExecutionStatusException.class, () -> put(hook, LifecycleEventStatus.SKIPPED));
        assertEquals("InProgress", beforeInstall());
    }
}
