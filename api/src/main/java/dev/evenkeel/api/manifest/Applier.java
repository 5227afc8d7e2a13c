package dev.evenkeel.api.manifest;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Submitter;
import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.Redactor;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.api.protocol.AwsJson;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.reconcilers.command.Apply;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.Limited;
import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes manifests true, all of them or none, in one batch. What already is so is left alone.
public final class Applier {
    private final ServiceModel ecs;
    private final Submitter submitter;
    private final EventLog log;
    private final Quotas quotas;

    /// @param log tells afterwards what was made and what was changed
    /// @param quotas that manifests are held to like calls
    public Applier(ServiceModel ecs, Submitter submitter, EventLog log, Quotas quotas) {
        this.ecs = ecs;
        this.submitter = submitter;
        this.log = log;
        this.quotas = quotas;
    }

    /// What became of the manifests, by names such as `service/dev/web`.
    public record Result(Revision revision, List<String> created, List<String> changed, List<String> unchanged) {}

    private record Step(Manifest manifest, Doc.Struct redacted, Command<?> command) {}

    /// Applies a body of manifests.
    ///
    /// @throws ApiException if a manifest is wrong or its command is refused; then nothing happened
    public Result apply(Caller caller, byte[] body) throws InterruptedException {
        var origin = new Origin.Call(caller.requestId(), caller.principal(), "evenkeel:Apply");
        Apply command;
        try {
            command = command(caller, body);
        } catch (ApiException refused) {
            submitter.refuse(origin, refused.error(), Doc.EMPTY);
            throw refused;
        }
        var receipt = submitter.submit(origin, command);
        return result(receipt.revision(), receipt.response());
    }

    private Apply command(Caller caller, byte[] body) {
        var manifests = new ArrayList<>(ManifestReader.read(body));
        manifests.sort(Comparator.comparing(Manifest::kind));
        var steps = manifests.stream().map(manifest -> step(caller, manifest)).toList();
        Set<String> seen = new TreeSet<>();
        for (Step step : steps) {
            var what =
                    step.manifest() + " in " + step.redacted().text("cluster").orElse("default");
            if (!seen.add(what)) {
                throw ManifestReader.invalid(step.manifest() + " is there twice.");
            }
        }
        var input = Doc.EMPTY.with(
                "manifests", Doc.of(steps.stream().map(Applier::logged).toList()));
        return new Apply(steps.stream().<Command<?>>map(Step::command).toList(), input);
    }

    private static Doc.Struct logged(Step step) {
        return Doc.EMPTY
                .with("kind", Doc.of(step.manifest().kind().word()))
                .with("name", Doc.of(step.manifest().name()))
                .with("spec", step.redacted());
    }

    private Step step(Caller caller, Manifest manifest) {
        var kind = manifest.kind();
        var model = ecs.operation(kind.operation()).orElseThrow();
        try {
            var document = document(manifest, model);
            var redacted = Redactor.redact(model.input(), document);
            return new Step(manifest, redacted, limited(kind.command(model, new Call(caller, document, redacted))));
        } catch (ApiException wrong) {
            throw ApiError.sender(
                            wrong.error().code(),
                            manifest + ": " + wrong.error().message())
                    .asException();
        }
    }

    private <R> Command<R> limited(Command<R> command) {
        return new Limited<>(quotas, command);
    }

    private static Doc.Struct document(Manifest manifest, OperationModel model) {
        var spec = manifest.spec().toString().getBytes(StandardCharsets.UTF_8);
        var input = AwsJson.PLAIN.read(model, new RawRequest("POST", "/", "", Headers.NONE, spec));
        if (!input.unknown().isEmpty()) {
            throw ManifestReader.invalid("unknown member " + input.unknown().getFirst());
        }
        var member = manifest.kind().nameMember();
        var named = input.members().text(member);
        if (named.filter(name -> !name.equals(manifest.name())).isPresent()) {
            throw ManifestReader.invalid(member + " differs from metadata.name");
        }
        return input.members().with(member, Doc.of(manifest.name()));
    }

    private Result result(Revision revision, List<Apply.Applied> applied) {
        var made = made(revision);
        var created = new ArrayList<String>();
        var changed = new ArrayList<String>();
        var unchanged = new ArrayList<String>();
        for (Apply.Applied each : applied) {
            var name = name(each.response());
            var list = !each.changed() ? unchanged : made.contains(name) ? created : changed;
            list.add(name);
        }
        return new Result(revision, created, changed, unchanged);
    }

    private Set<String> made(Revision revision) {
        try (var cursor = log.read(revision)) {
            return cursor.next().stream()
                    .flatMap(found -> found.batch().entries().stream())
                    .flatMap(entry -> made(entry.event()))
                    .map(Applier::name)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Object> made(Event event) {
        if (event instanceof ClusterCreated created) {
            return Stream.of(created.cluster());
        }
        if (event instanceof ServiceCreated created) {
            return Stream.of(created.service());
        }
        return event instanceof TaskDefinitionRegistered registered
                ? Stream.of(registered.definition())
                : Stream.empty();
    }

    private static String name(Object id) {
        if (id instanceof ClusterId cluster) {
            return "cluster/" + cluster.name();
        }
        if (id instanceof TaskDefinitionId definition) {
            return "task-definition/" + definition.shortName();
        }
        var service = (ServiceId) id;
        return "service/" + service.cluster().name() + "/" + service.name();
    }
}
