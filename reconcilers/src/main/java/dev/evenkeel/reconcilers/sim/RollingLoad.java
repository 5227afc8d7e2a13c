package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceDeploymentCommand.StopServiceDeployment;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import java.util.List;

/// Services that run well and then get releases, good ones and bad ones, by rolling deployments with circuit breakers
/// and alarms.
final class RollingLoad {
    private static final int SERVICES = 3;
    private static final int LARGEST = 6;
    private static final List<String> GOOD = List.of("web", "checked", "late", "pair");
    /// That cannot be pulled, ends at once, never becomes healthy, and does but not for long.
    private static final List<String> BAD = List.of("missing", "crash", "sick", "hopeless", "souring");

    private final Dice dice;
    private final SimServer server;
    private final SimClient client;
    private final ClusterId cluster;

    RollingLoad(Dice dice, SimServer server, SimClient client, ClusterId cluster) {
        this.dice = dice;
        this.server = server;
        this.client = client;
        this.cluster = cluster;
    }

    /// One call about one of the services. Mostly each release waits for the one before.
    void act() {
        var service = new ServiceId(cluster, "roll" + dice.below(SERVICES));
        int roll = dice.below(100);
        if (server.state().services().get(service).isEmpty() || roll < 5) {
            create(service);
        } else if (roll < 75) {
            boolean busy = server.state().deployments().running(service).isPresent();
            if (!busy || dice.chance(20)) {
                update(service, ServiceChange.NONE.to(definition(dice.chance(40) ? GOOD : BAD)));
            }
        } else if (roll < 80) {
            update(service, ServiceChange.NONE.desired(dice.below(LARGEST)));
        } else if (roll < 86) {
            update(service, ServiceChange.NONE.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration()));
        } else if (roll < 94) {
            stopDeployment(service);
        } else {
            client.call("ecs:DeleteService", new DeleteService(service, true, Doc.EMPTY), _ -> {});
        }
    }

    private void create(ServiceId service) {
        boolean daemon = dice.chance(20);
        var document = Doc.EMPTY.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration());
        if (daemon) {
            document = document.with("schedulingStrategy", Doc.of("DAEMON"));
        }
        if (dice.chance(40)) {
            document = document.with(Fronts.behind(server.state(), "instant"));
        }
        int minimum = daemon ? 0 : dice.chance(70) ? 100 : 50;
        var wish = new ServiceWish(
                definition(GOOD),
                daemon ? 0 : 1 + dice.below(LARGEST),
                CapacityWish.UNSAID,
                minimum,
                daemon ? 100 : 200,
                document);
        client.call("ecs:CreateService", new CreateService(service, wish, "sim", dice.hex32(), Doc.EMPTY), _ -> {});
    }

    private Doc.Struct configuration() {
        var asked = Doc.EMPTY;
        if (dice.chance(80)) {
            asked = asked.with("deploymentCircuitBreaker", breaker());
        }
        if (dice.chance(60)) {
            asked = asked.with("alarms", AlarmLoad.watched(dice));
        }
        return dice.chance(50) ? asked.with("bakeTimeInMinutes", Doc.of(dice.below(4))) : asked;
    }

    private Doc.Struct breaker() {
        var breaker = Doc.EMPTY
                .with("enable", Doc.of(true))
                .with("rollback", Doc.of(dice.chance(70)))
                .with("resetOnHealthyTask", Doc.of(dice.chance(60)));
        return switch (dice.below(4)) {
            case 0 -> breaker.with("thresholdConfiguration", threshold("COUNT", 1 + dice.below(5)));
            case 1 -> breaker.with("thresholdConfiguration", threshold("UNBOUNDED_PERCENT", 20 + dice.below(80)));
            default -> breaker;
        };
    }

    private static Doc.Struct threshold(String type, int value) {
        return Doc.EMPTY.with("type", Doc.of(type)).with("value", Doc.of(value));
    }

    private DefinitionRef definition(List<String> families) {
        return new DefinitionRef(cluster.region(), families.get(dice.below(families.size())), null);
    }

    private void update(ServiceId service, ServiceChange change) {
        client.call("ecs:UpdateService", new UpdateService(service, change, Doc.EMPTY), _ -> {});
    }

    private void stopDeployment(ServiceId service) {
        boolean back = dice.chance(70);
        server.state()
                .deployments()
                .running(service)
                .ifPresent(row -> client.call(
                        "ecs:StopServiceDeployment", new StopServiceDeployment(row.id(), back, Doc.EMPTY), _ -> {}));
    }
}
