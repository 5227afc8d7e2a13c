package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.NetworkMode;
import java.util.Optional;

/// Limits of all containers of a task together: their control groups lie below that of their sandbox, which has the
/// limits. Only engines that manage control groups of version 1 by themselves let groups be nested so; on others each
/// container has the limits for itself.
final class TaskLimits {
    /// Where the groups of sandboxes are, so that they can be named.
    static final String PARENT = "/evenkeel";

    private static final long MIB = 1024 * 1024;
    private static final long NANOS_PER_UNIT = 1_000_000_000L / 1024;

    private final Engine engine;

    TaskLimits(Engine engine) {
        this.engine = engine;
    }

    private boolean nests() {
        var info = engine.client().infoCmd().exec();
        return "cgroupfs".equals(info.getCGroupDriver()) && "1".equals(info.getCGroupVersion());
    }

    /// Gives the limits to a sandbox, if containers can be put below it.
    void limit(HostConfig sandbox, Common common) {
        if (!common.isLimited() || !nests()) {
            return;
        }
        sandbox.withCgroupParent(PARENT);
        if (common.cpu() instanceof Integer units) {
            sandbox.withNanoCPUs(units * NANOS_PER_UNIT);
        }
        if (common.memory() instanceof Integer mebibytes) {
            sandbox.withMemory(mebibytes * MIB);
        }
    }

    /// The control group that a container belongs below, if its sandbox has limits for it.
    Optional<String> parent(Step.Create create) {
        var common = create.common();
        boolean hasSandbox = create.networkMode() == NetworkMode.AWSVPC || common.isShared();
        if (!hasSandbox || !common.isLimited()) {
            return Optional.empty();
        }
        try {
            var name = Labels.sandboxName(create.container().task());
            var sandbox = engine.client().inspectContainerCmd(name).exec();
            return PARENT.equals(sandbox.getHostConfig().getCgroupParent())
                    ? Optional.of(PARENT + "/" + sandbox.getId())
                    : Optional.empty();
        } catch (NotFoundException _) {
            // Without its sandbox the container cannot be created anyway, and that is told then.
            return Optional.empty();
        }
    }
}
