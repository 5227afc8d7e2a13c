package dev.evenkeel.reconcilers.hook;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.state.HookRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Shift;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a hook of a service deployment is told, in the shape in which ECS tells it to functions.
final class HookPayload {
    private static final int WHOLE = 1000;

    private HookPayload() {}

    static Doc.Struct of(ServiceDeploymentRow row, HookRow hook, String account) {
        var service = row.id().service();
        var prefix = "arn:aws:ecs:" + service.cluster().region() + ":" + account + ":";
        var execution = Doc.EMPTY
                .with("serviceArn", Doc.of(prefix + "service/" + path(service)))
                .with("targetServiceRevisionArn", Doc.of(revision(prefix, service, row.target())));
        if (shifts(hook.stage())) {
            execution = execution
                    .with("testTrafficWeights", weights(prefix, row, row.test()))
                    .with("productionTrafficWeights", weights(prefix, row, row.production()));
        }
        return Doc.EMPTY
                .with("executionId", Doc.of(hook.hook()))
                .with("lifecycleStage", Doc.of(hook.stage().name()))
                .with(
                        "resourceArn",
                        Doc.of(prefix + "service-deployment/" + path(service) + "/"
                                + row.id().value()))
                .with("executionDetails", execution)
                .with("hookDetails", hook.details());
    }

    private static String path(ServiceId service) {
        return service.cluster().name() + "/" + service.name();
    }

    private static String revision(String prefix, ServiceId service, DeploymentId deployment) {
        var digits = deployment.value().substring(deployment.value().indexOf('/') + 1);
        return prefix + "service-revision/" + path(service) + "/" + digits;
    }

    private static boolean shifts(LifecycleStage stage) {
        return switch (stage) {
            case TEST_TRAFFIC_SHIFT, PRE_PRODUCTION_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT -> true;
            case RECONCILE_SERVICE,
                    PRE_SCALE_UP,
                    SCALE_UP,
                    POST_SCALE_UP,
                    POST_TEST_TRAFFIC_SHIFT,
                    POST_PRODUCTION_TRAFFIC_SHIFT,
                    BAKE_TIME,
                    CLEAN_UP -> false;
        };
    }

    private static Doc.Struct weights(String prefix, ServiceDeploymentRow row, @Nullable Shift shift) {
        int permille = shift == null ? 0 : shift.permille();
        var service = row.id().service();
        var weights = Doc.EMPTY.with(revision(prefix, service, row.target()), percent(permille));
        return row.source() instanceof DeploymentId source
                ? weights.with(revision(prefix, service, source), percent(WHOLE - permille))
                : weights;
    }

    private static Doc percent(int permille) {
        return permille % 10 == 0 ? Doc.of(permille / 10L) : new Doc.Num(BigDecimal.valueOf(permille, 1));
    }
}
