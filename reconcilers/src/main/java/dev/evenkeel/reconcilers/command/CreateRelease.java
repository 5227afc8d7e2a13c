package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.reconcilers.release.Halt;
import dev.evenkeel.reconcilers.release.Plans;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseRoutes;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Deploy with CodeDeploy: settles everything that the release does, and refuses what it could not do.
public record CreateRelease(ReleaseGroupId group, ReleaseWish wish, Doc.Struct input)
        implements ReleaseCommand<ReleaseId> {
    private static final String NO_PRIMARY = "The ECS service has no primary task set.";

    @Override
    public Outcome<ReleaseId> decide(State tip, Inputs inputs) {
        var missing = ReleaseGroupCommand.<ReleaseId>application(tip, group);
        if (missing.isPresent()) {
            return missing.get();
        }
        var row = tip.releases().groups().get(group);
        if (row.isEmpty()) {
            return ReleaseGroupCommand.noGroup(group);
        }
        var spec = row.get().spec();
        var busy = tip.releases().openOf(spec.service()).findFirst();
        if (busy.isPresent()) {
            return Outcome.refused(
                    "DeploymentLimitExceededException",
                    "The Deployment Group '" + group.name() + "' already has an active Deployment '"
                            + busy.get().id().value() + "'.");
        }
        return alarms(tip, spec).or(() -> config(tip, spec)).orElseGet(() -> of(tip, spec, inputs.dice()));
    }

    private Optional<Outcome<ReleaseId>> alarms(State tip, ReleaseGroupSpec spec) {
        boolean careless = asked(spec, "alarmConfiguration", "overrideAlarmConfiguration")
                .bool("ignorePollAlarmFailure")
                .orElse(false);
        var region = group.application().region();
        return watched(spec).stream()
                .filter(name ->
                        !careless && tip.alarms().get(new AlarmId(region, name)).isEmpty())
                .findFirst()
                .map(name -> Outcome.refused("InvalidAlarmConfigException", "The alarm " + name + " does not exist."));
    }

    private Optional<Outcome<ReleaseId>> config(State tip, ReleaseGroupSpec spec) {
        var config = new ReleaseConfigId(group.application().region(), configName(spec));
        return Plans.of(tip, config).isPresent()
                ? Optional.empty()
                : Optional.of(ReleaseConfigCommand.noConfig(config.name()));
    }

    private String configName(ReleaseGroupSpec spec) {
        return wish.config() == null ? spec.config() : wish.config();
    }

    private List<String> watched(ReleaseGroupSpec spec) {
        return wish.alarms() == null
                ? ReleaseGroupSpec.alarms(spec.document().struct("alarmConfiguration"))
                : wish.alarms();
    }

    private Doc.Struct asked(ReleaseGroupSpec spec, String ofGroup, String ofRelease) {
        return wish.document().get(ofRelease).isPresent()
                ? wish.document().struct(ofRelease)
                : spec.document().struct(ofGroup);
    }

    private Outcome<ReleaseId> of(State tip, ReleaseGroupSpec spec, Dice dice) {
        return switch (ServiceCommand.active(tip, spec.service())) {
            case Outcome.Refused<ServiceRow> _ ->
                Outcome.refused("InvalidRevisionException", "The ECS service of the deployment group is not ACTIVE.");
            case Outcome.Accepted<ServiceRow> yes -> {
                var primary = tip.taskSetsOf(spec.service())
                        .filter(set -> set.status() == TaskSetRow.Status.PRIMARY)
                        .findFirst();
                yield primary.isEmpty()
                        ? Outcome.refused("InvalidRevisionException", NO_PRIMARY)
                        : of(tip, spec, yes.response(), primary.get(), dice);
            }
        };
    }

    private Outcome<ReleaseId> of(State tip, ReleaseGroupSpec spec, ServiceRow service, TaskSetRow primary, Dice dice) {
        return switch (routes(tip, spec, primary)) {
            case Outcome.Refused<ReleaseRoutes> no -> no.as();
            case Outcome.Accepted<ReleaseRoutes> routes ->
                switch (wanted(tip, service, primary)) {
                    case Outcome.Refused<TaskSetSpec> no -> Outcome.refused("InvalidRevisionException", no.message());
                    case Outcome.Accepted<TaskSetSpec> wanted ->
                        create(tip, spec, primary, routes.response(), wanted.response(), dice);
                };
        };
    }

    /// The group of the pair that the primary task set uses has to be behind the listener of production traffic.
    private Outcome<ReleaseRoutes> routes(State tip, ReleaseGroupSpec spec, TaskSetRow primary) {
        var original = target(primary).flatMap(BalancedPort::group);
        var pair = spec.targetGroups().stream()
                .flatMap(name -> named(tip, name).stream())
                .toList();
        var other =
                pair.stream().filter(id -> !original.equals(Optional.of(id))).findFirst();
        if (original.isEmpty() || !pair.contains(original.get()) || other.isEmpty()) {
            return Outcome.refused(
                    "InvalidLoadBalancerInfoException",
                    "The primary task set's target group is none of the deployment group's pair.");
        }
        var production = spec.productionListener().flatMap(listener -> rule(tip, listener));
        boolean behind = production
                .filter(rule -> rule.spec().action().groups().stream()
                        .anyMatch(weighted -> weighted.group().equals(original.get())))
                .isPresent();
        if (!behind) {
            return Outcome.refused(
                    "InvalidLoadBalancerInfoException", "Primary taskset target group must be behind listener");
        }
        RuleId test = spec.testListener()
                .flatMap(listener -> rule(tip, listener))
                .map(RuleRow::id)
                .orElse(null);
        return Outcome.accepted(new ReleaseRoutes(production.get().id(), test, original.get(), other.get()), List.of());
    }

    private static Optional<BalancedPort> target(TaskSetRow set) {
        return BalancedPort.of(set.spec().document()).stream().findFirst();
    }

    private Optional<TargetGroupId> named(State tip, String name) {
        return tip.balancers()
                .groups()
                .values()
                .map(TargetGroupRow::id)
                .filter(id -> id.region().equals(group.application().region())
                        && id.name().equals(name))
                .findFirst();
    }

    private static Optional<RuleRow> rule(State tip, ListenerId listener) {
        return tip.balancers()
                .defaultRuleOf(listener)
                .filter(rule -> !rule.spec().action().groups().isEmpty());
    }

    /// The tasks of the replacement as if they were the original's: its own target group gets traffic only later.
    private Outcome<TaskSetSpec> wanted(State tip, ServiceRow service, TaskSetRow primary) {
        var arn = target(primary).orElseThrow().arn();
        var port = new BalancedPort(arn, wish.container(), wish.port());
        var document = TaskSetSpec.own(primary.spec().document())
                .with(wish.own())
                .with(BalancedPort.MEMBER, Doc.of(List.of(port.document())));
        var asked = new TaskSetWish(wish.definition(), capacity(primary), Scale.FULL, document);
        return asked.spec(tip, service);
    }

    private CapacityWish capacity(TaskSetRow primary) {
        if (wish.strategy() != null) {
            return new CapacityWish(null, wish.strategy());
        }
        var strategy = Strategy.of(primary.spec().document().structs("capacityProviderStrategy"));
        return strategy.isEmpty() ? CapacityWish.of(primary.spec().launchType()) : new CapacityWish(null, strategy);
    }

    private Outcome<ReleaseId> create(
            State tip, ReleaseGroupSpec spec, TaskSetRow primary, ReleaseRoutes routes, TaskSetSpec wanted, Dice dice) {
        var id = Halt.next(group.application().region(), dice);
        var replacement = new TaskSetId(spec.service(), new DeploymentId("ecs-svc/" + dice.digits19()));
        var plan = Plans.of(tip, new ReleaseConfigId(id.region(), configName(spec)))
                .orElseThrow();
        var autoRollback = spec.document().struct("autoRollbackConfiguration");
        var release = new ReleaseSpec(
                group,
                primary.id(),
                replacement,
                settled(wanted, routes, id),
                routes,
                plan,
                spec.waits(),
                wish.rollbackOn() == null ? ReleaseGroupSpec.rollbackOn(autoRollback) : wish.rollbackOn(),
                watched(spec),
                null,
                document(spec));
        var entries = new ArrayList<Entry>(TaskSetCommand.missingGroups(tip, wanted));
        entries.addAll(requested(new ReleaseCreated(id, release)));
        return Outcome.accepted(id, entries);
    }

    /// With the target group that is its own, and whose it is.
    private static TaskSetSpec settled(TaskSetSpec wanted, ReleaseRoutes routes, ReleaseId id) {
        var port = BalancedPort.of(wanted.document()).getFirst();
        var start = port.arn().substring(0, port.arn().indexOf(":targetgroup/") + 1);
        var own = new BalancedPort(start + routes.replacement().path(), port.container(), port.port());
        var document = wanted.document()
                .with(BalancedPort.MEMBER, Doc.of(List.of(own.document())))
                .with("startedBy", Doc.of("CODE_DEPLOY"))
                .with("externalId", Doc.of(id.value()));
        return new TaskSetSpec(wanted.definition(), wanted.launchType(), wanted.scale(), document);
    }

    private Doc.Struct document(ReleaseGroupSpec spec) {
        var document = Doc.EMPTY.with("deploymentConfigName", Doc.of(configName(spec)));
        for (var member : List.of(
                "autoRollbackConfiguration",
                "deploymentStyle",
                "blueGreenDeploymentConfiguration",
                "loadBalancerInfo")) {
            if (spec.document().get(member).isPresent()) {
                document = document.with(member, spec.document().get(member).get());
            }
        }
        return document.with(wish.document());
    }
}
