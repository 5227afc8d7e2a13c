package dev.evenkeel.reconcilers.launch;

import dev.evenkeel.reconcilers.network.InterfaceMaker;
import dev.evenkeel.reconcilers.placement.Placement.Spot;
import dev.evenkeel.reconcilers.secret.SecretResolver;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one way in which tasks come to be, for callers and services alike: everything that a task is given for its life
/// is decided in the batch that creates it.
public final class Launch {
    /// The member of a task's request that names the capacity provider it was given.
    public static final String PROVIDER = "capacityProviderName";

    private final TaskDefinition definition;
    private final Wish wish;
    private final Reason why;
    private final Dice dice;
    private final @Nullable InterfaceMaker interfaces;
    private final List<Resolution> secrets;
    private final List<TaskId> tasks = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private int withoutAddress;

    /// Launches of identical tasks within one decision.
    ///
    /// @param why the reason of every event
    public Launch(State state, TaskDefinition definition, Wish wish, Reason why, Dice dice) {
        this.definition = definition;
        this.wish = wish;
        this.why = why;
        this.dice = dice;
        this.interfaces = wish.network == null ? null : new InterfaceMaker(state, wish.network, wish.service, dice);
        this.secrets = new SecretResolver(state.vault()).resolve(definition);
    }

    /// What is wanted beyond the definition.
    ///
    /// @param group `family:web` or `service:web`
    /// @param startedBy what the caller named, or the deployment's id
    /// @param request the task's own document: overrides, tags and the like
    /// @param network where its interface is made; set for `awsvpc` tasks and for them only
    public record Wish(
            ClusterId cluster,
            String group,
            String startedBy,
            LaunchType launchType,
            @Nullable ServiceId service,
            @Nullable DeploymentId deployment,
            Doc.Struct request,
            @Nullable NetworkConfiguration network) {}

    /// One more task, on a host that has room for it.
    public void on(Spot spot) {
        on(spot, null);
    }

    /// One more task of a capacity provider, on a host that has room for it. One for whose interface there is no
    /// address comes not to be.
    public void on(Spot spot, @Nullable String provider) {
        var task = new TaskId(wish.cluster, dice.hex32());
        if (interfaces == null) {
            create(task, spot, provider);
            return;
        }
        var attached = interfaces.next(task);
        if (attached.isEmpty()) {
            withoutAddress++;
            return;
        }
        if (tasks.isEmpty()) {
            interfaces.before().forEach(this::add);
        }
        create(task, spot, provider);
        add(attached.get());
    }

    private void create(TaskId task, Spot spot, @Nullable String provider) {
        tasks.add(task);
        add(new TaskCreated(
                task,
                definition.id(),
                wish.group,
                wish.startedBy,
                wish.launchType,
                wish.service,
                wish.deployment,
                provider == null ? wish.request : wish.request.with(PROVIDER, Doc.of(provider))));
        add(new TaskPlaced(task, spot.host(), spot.ports()));
        SecretResolver.event(task, secrets).ifPresent(this::add);
    }

    private void add(Event event) {
        entries.add(new Entry(event, why));
    }

    /// Why there are fewer tasks than spots, if there are.
    public List<Refusal> refusals() {
        return withoutAddress == 0 ? List.of() : List.of(new Refusal("RESOURCE:ENI", withoutAddress));
    }

    /// The tasks, in the order of the spots.
    public List<TaskId> tasks() {
        return List.copyOf(tasks);
    }

    /// What happens, for the batch.
    public List<Entry> entries() {
        return List.copyOf(entries);
    }
}
