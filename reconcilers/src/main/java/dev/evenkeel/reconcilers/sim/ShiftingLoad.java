package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.HookCommand.ContinueDeployment;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceDeploymentCommand.StopServiceDeployment;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.hook.HookCall;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/// Services whose deployments shift traffic, by the dice: each behind a load balancer of its own, some with hooks that
/// are answered in every way, and with pauses that somebody ends, or nobody.
final class ShiftingLoad {
    private static final int SERVICES = 2;
    private static final int LARGEST = 4;

    private static final List<LifecycleStage> PAUSABLE = List.of(
            LifecycleStage.PRE_SCALE_UP,
            LifecycleStage.POST_SCALE_UP,
            LifecycleStage.POST_TEST_TRAFFIC_SHIFT,
            LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT,
            LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT);

    private static final List<LifecycleStage> CALLABLE = List.of(
            LifecycleStage.RECONCILE_SERVICE,
            LifecycleStage.PRE_SCALE_UP,
            LifecycleStage.POST_SCALE_UP,
            LifecycleStage.TEST_TRAFFIC_SHIFT,
            LifecycleStage.POST_TEST_TRAFFIC_SHIFT,
            LifecycleStage.PRODUCTION_TRAFFIC_SHIFT,
            LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT);

    private final Dice dice;
    private final SimServer server;
    private final SimClient client;
    private final ClusterId cluster;
    private final TreeMap<ServiceId, Front.Kind> kinds = new TreeMap<>();
    private final TreeMap<ServiceId, Front> fronts = new TreeMap<>();

    ShiftingLoad(Dice dice, SimServer server, SimClient client, ClusterId cluster) {
        this.dice = dice;
        this.server = server;
        this.client = client;
        this.cluster = cluster;
    }

    /// What functions answer: mostly that all is well, sometimes that they need longer, now and then nonsense.
    static Function<HookCall, HookAnswer> answers(Dice dice) {
        return _ -> {
            int roll = dice.below(100);
            if (roll < 70) {
                return said("SUCCEEDED");
            } else if (roll < 90) {
                return HookAnswer.of(Doc.EMPTY
                        .with("hookStatus", Doc.of("IN_PROGRESS"))
                        .with("callBackDelay", Doc.of(1 + dice.below(40)))
                        .with("hookDetails", Doc.EMPTY.with("seen", Doc.of(dice.below(10)))));
            }
            return said(roll < 96 ? "FAILED" : "PERHAPS");
        };
    }

    private static HookAnswer said(String status) {
        return HookAnswer.of(Doc.EMPTY.with("hookStatus", Doc.of(status)));
    }

    /// Sets up the load balancers.
    void begin() {
        for (int i = 0; i < SERVICES; i++) {
            var service = service(i);
            var kind =
                    dice.chance(50) ? Front.Kind.HTTP : dice.chance(60) ? Front.Kind.HTTP_TO_ADDRESSES : Front.Kind.TCP;
            kinds.put(service, kind);
            new FrontMaker(server, client, cluster.region(), service.name(), kind)
                    .make(front -> fronts.put(service, front));
        }
    }

    /// One call about one of the services. Mostly each release waits for the one before.
    void act() {
        var service = service(dice.below(SERVICES));
        int roll = dice.below(100);
        if (server.state().services().get(service).isEmpty() || roll < 4) {
            create(service);
        } else if (roll < 50) {
            release(service);
        } else if (roll < 55) {
            update(service, ServiceChange.NONE.forced(true));
        } else if (roll < 62) {
            update(service, ServiceChange.NONE.desired(dice.below(LARGEST)));
        } else if (roll < 72) {
            proceed();
        } else if (roll < 80) {
            update(service, ServiceChange.NONE.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration()));
        } else if (roll < 86) {
            meddle(service);
        } else if (roll < 96) {
            stopDeployment(service);
        } else {
            client.call("ecs:DeleteService", new DeleteService(service, true, Doc.EMPTY), _ -> {});
        }
    }

    private void release(ServiceId service) {
        boolean busy = server.state().deployments().running(service).isPresent();
        if (!busy || dice.chance(25)) {
            update(service, ServiceChange.NONE.to(definition(service, dice.chance(60))));
        } else {
            proceed();
        }
    }

    /// Somebody writes the weights of a listener rule by hand.
    private void meddle(ServiceId service) {
        if (fronts.get(service) instanceof Front front) {
            var traffic = dice.chance(70) ? Traffic.PRODUCTION : Traffic.TEST;
            int toGreen = 10 * dice.below(11);
            client.call("elasticloadbalancing:ModifyRule", front.writing(traffic, 100 - toGreen, toGreen), _ -> {});
        }
    }

    private ServiceId service(int number) {
        return new ServiceId(cluster, "shift" + number);
    }

    private void update(ServiceId service, ServiceChange change) {
        client.call("ecs:UpdateService", new UpdateService(service, change, Doc.EMPTY), _ -> {});
    }

    /// @param good whether its tasks run on
    private DefinitionRef definition(ServiceId service, boolean good) {
        boolean attached = kinds.get(service) == Front.Kind.HTTP_TO_ADDRESSES;
        var families = Catalogue.ALL.stream()
                .filter(kind -> kind.blueprint().ownNetwork() == attached
                        && !kind.blueprint().fargate())
                .filter(kind -> !good || kind.stays())
                .map(Catalogue::family)
                .toList();
        return new DefinitionRef(cluster.region(), families.get(dice.below(families.size())), null);
    }

    /// One whose load balancer is there, or, now and then, one that goes through the stages without any.
    private void create(ServiceId service) {
        var front = fronts.get(service);
        var document = front == null || dice.chance(10) ? Doc.EMPTY : front.document();
        if (kinds.get(service) == Front.Kind.HTTP_TO_ADDRESSES) {
            document = document.with(Workload.network(server.state(), false));
        }
        var wish = new ServiceWish(
                definition(service, dice.chance(90)),
                dice.below(LARGEST),
                CapacityWish.UNSAID,
                dice.chance(70) ? 100 : 50,
                200,
                document.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration()));
        client.call("ecs:CreateService", new CreateService(service, wish, "sim", dice.hex32(), Doc.EMPTY), _ -> {});
    }

    private Doc.Struct configuration() {
        var baked = Doc.EMPTY.with("bakeTimeInMinutes", Doc.of(dice.below(4)));
        var whole = switch (dice.below(3)) {
            case 0 -> baked.with("strategy", Doc.of("BLUE_GREEN"));
            case 1 ->
                baked.with("strategy", Doc.of("LINEAR"))
                        .with(
                                "linearConfiguration",
                                Doc.EMPTY
                                        .with("stepPercent", Doc.of(20 + dice.below(60)))
                                        .with("stepBakeTimeInMinutes", Doc.of(dice.below(2))));
            default ->
                baked.with("strategy", Doc.of("CANARY"))
                        .with(
                                "canaryConfiguration",
                                Doc.EMPTY
                                        .with("canaryPercent", Doc.of(5 + dice.below(50)))
                                        .with("canaryBakeTimeInMinutes", Doc.of(dice.below(2))));
        };
        whole = dice.chance(40) ? whole.with("alarms", AlarmLoad.watched(dice)) : whole;
        var hooks = hooks();
        return hooks.isEmpty() ? whole : whole.with("lifecycleHooks", Doc.of(hooks));
    }

    private List<Doc> hooks() {
        var hooks = new ArrayList<Doc>();
        if (dice.chance(30)) {
            hooks.add(hook("PAUSE", PAUSABLE));
        }
        if (dice.chance(40)) {
            hooks.add(hook("AWS_LAMBDA", CALLABLE)
                    .with("hookTargetArn", Doc.of("http://127.0.0.1:9/check"))
                    .with("roleArn", Doc.of("arn:aws:iam::123456789012:role/hooks")));
        }
        return hooks;
    }

    private Doc.Struct hook(String type, List<LifecycleStage> stages) {
        var at = Doc.of(stages.get(dice.below(stages.size())).name());
        var limit = Doc.EMPTY
                .with("timeoutInMinutes", Doc.of(1 + dice.below(5)))
                .with("action", Doc.of((dice.chance(60) ? HookAction.CONTINUE : HookAction.ROLLBACK).name()));
        return Doc.EMPTY
                .with("targetType", Doc.of(type))
                .with("lifecycleStages", Doc.of(List.of(at)))
                .with("timeoutConfiguration", limit);
    }

    /// Somebody ends all pauses there are.
    private void proceed() {
        var action = dice.chance(70) ? HookAction.CONTINUE : HookAction.ROLLBACK;
        server.state()
                .deployments()
                .open()
                .values()
                .forEach(row -> row.hooks().stream()
                        .filter(hook -> hook.status() == HookStatus.AWAITING_ACTION)
                        .forEach(pause -> client.call(
                                "ecs:ContinueServiceDeployment",
                                new ContinueDeployment(row.id(), pause.hook(), action, Doc.EMPTY),
                                _ -> {})));
    }

    private void stopDeployment(ServiceId service) {
        boolean back = dice.chance(70);
        server.state()
                .deployments()
                .newest(service)
                .ifPresent(row -> client.call(
                        "ecs:StopServiceDeployment", new StopServiceDeployment(row.id(), back, Doc.EMPTY), _ -> {}));
    }
}
