package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.reconcilers.host.NetworkPlan;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.runtime.logs.LogCollector;
import dev.evenkeel.runtime.logs.Multiline;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.shelf.StreamId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The labels by which a container tells whose it is. They are all that is remembered of it.
final class Labels {
    /// Which Evenkeel it belongs to: several may share an engine.
    static final String STORE = "dev.evenkeel.store";

    /// The VPC that a sandbox is in.
    static final String VPC = "dev.evenkeel.vpc";

    private static final String TASK = "dev.evenkeel.task";
    private static final String CONTAINER = "dev.evenkeel.container";
    private static final String DEFINITION = "dev.evenkeel.definition";
    private static final String LOG_REGION = "dev.evenkeel.log.region";
    private static final String LOG_GROUP = "dev.evenkeel.log.group";
    private static final String LOG_STREAM = "dev.evenkeel.log.stream";
    private static final String LOG_MULTILINE = "dev.evenkeel.log.multiline";

    private Labels() {}

    /// The user's labels and ours, which win.
    static Map<String, String> of(String store, Step.Create create) {
        var labels = new TreeMap<>(create.plan().definition().dockerLabels());
        labels.put(STORE, store);
        labels.put(TASK, create.container().task().toString());
        labels.put(CONTAINER, create.container().name());
        labels.put(DEFINITION, create.definition().toString());
        if (create.plan().log() instanceof LogTarget log) {
            labels.put(LOG_REGION, log.region());
            labels.put(LOG_GROUP, log.group());
            labels.put(LOG_STREAM, log.stream());
            multiline(create).ifPresent(expression -> labels.put(LOG_MULTILINE, expression));
        }
        return labels;
    }

    /// Those of a sandbox.
    static Map<String, String> of(String store, Step.CreateSandbox create) {
        var labels = new TreeMap<String, String>();
        labels.put(STORE, store);
        labels.put(TASK, create.container().task().toString());
        labels.put(CONTAINER, create.container().name());
        labels.put(DEFINITION, create.definition().toString());
        if (create.network() instanceof NetworkPlan network) {
            labels.put(VPC, network.vpc().value());
        }
        return labels;
    }

    /// The container that these are the labels of, if it belongs to this store.
    static Optional<ContainerKey> key(String store, Map<String, String> labels) {
        var task = labels.getOrDefault(TASK, "").split("/", -1);
        var name = labels.get(CONTAINER);
        if (!store.equals(labels.get(STORE)) || task.length != 3 || name == null) {
            return Optional.empty();
        }
        return Optional.of(new ContainerKey(new TaskId(new ClusterId(task[0], task[1]), task[2]), name));
    }

    private static Optional<String> multiline(Step.Create create) {
        return create.plan().definition().logConfiguration() instanceof LogConfiguration log
                ? Multiline.expression(log.options())
                : Optional.empty();
    }

    /// Where the output goes, if it goes to our own shelf.
    static Optional<LogCollector.Target> output(Map<String, String> labels) {
        var region = labels.get(LOG_REGION);
        var group = labels.get(LOG_GROUP);
        var stream = labels.get(LOG_STREAM);
        if (region == null || group == null || stream == null) {
            return Optional.empty();
        }
        var id = new StreamId(new LogGroupId(region, group), stream);
        return Optional.of(new LogCollector.Target(id, labels.get(LOG_MULTILINE)));
    }

    /// The name of the sandbox of a task.
    static String sandboxName(TaskId task) {
        return containerName(new ContainerKey(task, Step.SANDBOX));
    }

    /// The one name that a container of a task can have: creating it twice is impossible. The engine knows no `~`, and
    /// a definition no dot.
    static String containerName(ContainerKey key) {
        return "evenkeel-" + key.task().value() + "-" + key.name().replace('~', '.');
    }
}
