package dev.evenkeel.reconcilers.secret;

import dev.evenkeel.reconcilers.secret.SecretSource.OfParameter;
import dev.evenkeel.reconcilers.secret.SecretSource.OfSecret;
import dev.evenkeel.store.event.SecretEvent.SecretsResolved;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.ValueFrom;
import dev.evenkeel.store.seal.Contexts;
import dev.evenkeel.store.state.ParameterRow;
import dev.evenkeel.store.state.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides which versions a task is given, and finds them again for its host.
public final class SecretResolver {
    private static final String FROM_SECRETS_MANAGER = "execution resource retrieval failed: unable to retrieve secret "
            + "from asm: service call has been retried 1 time(s): failed to fetch secret ";

    private static final String FROM_PARAMETER_STORE = "execution resource retrieval failed: unable to retrieve "
            + "secrets from ssm: service call has been retried 1 time(s): Invalid parameters: ";

    private final Vault vault;

    /// Looks things up in this vault.
    public SecretResolver(Vault vault) {
        this.vault = vault;
    }

    /// @param given without a value when there is none, and then without a version too
    private record Found(@Nullable String version, GivenSecret given) {}

    /// What new tasks of this definition are given: the same for all that are created in one batch.
    public List<Resolution> resolve(TaskDefinition definition) {
        var all = new ArrayList<Resolution>();
        for (var container : definition.containers()) {
            for (var value : ValueFrom.of(container.document())) {
                var found = find(value, definition.id().region(), null);
                all.add(new Resolution(
                        container.name(),
                        value.use(),
                        value.name(),
                        value.source(),
                        found.version,
                        found.given.failure()));
            }
        }
        return List.copyOf(all);
    }

    /// The event of a task that is given something.
    public static Optional<SecretsResolved> event(TaskId task, List<Resolution> given) {
        return given.isEmpty() ? Optional.empty() : Optional.of(new SecretsResolved(task, given));
    }

    /// What a container of a task was given, as its host needs it.
    public List<GivenSecret> given(TaskId task, String container) {
        return vault.givenTo(task).stream()
                .filter(one -> one.container().equals(container))
                .map(one -> again(one, task.cluster().region()))
                .toList();
    }

    private GivenSecret again(Resolution one, String region) {
        var value = new ValueFrom(one.use(), one.name(), one.source());
        return one.failure() instanceof String failure
                ? GivenSecret.failed(value, failure)
                : find(value, region, one.version()).given;
    }

    /// @param pinned the version that it must be, once that was decided
    private Found find(ValueFrom value, String region, @Nullable String pinned) {
        return SecretSource.of(value, region)
                .map(source -> switch (source) {
                    case OfSecret secret -> find(value, secret, pinned);
                    case OfParameter parameter -> find(value, parameter, pinned);
                })
                .orElseGet(() -> missing(value, "invalid valueFrom " + value.source()));
    }

    private Found find(ValueFrom value, OfSecret source, @Nullable String pinned) {
        var secret = vault.secretOfArn(source.region(), source.resource());
        var selected = pinned == null
                ? Selected.of(secret, source.version(), source.stage())
                : Selected.of(secret, pinned, "");
        return switch (selected) {
            case Selected.Refused no ->
                missing(
                        value,
                        FROM_SECRETS_MANAGER + value.source() + " from secrets manager: " + no.code() + ": "
                                + no.message());
            case Selected.Value yes -> {
                var version = yes.version();
                var context = Contexts.of(yes.secret().id(), version.id());
                yield new Found(
                        version.id(),
                        new GivenSecret(value, source.key(), context, version.binary(), version.sealed(), null, null));
            }
        };
    }

    private Found find(ValueFrom value, OfParameter source, @Nullable String pinned) {
        var name = source.name();
        var parameter = name.startsWith("/")
                ? vault.parameterOfArn(source.region(), name)
                : vault.parameters().get(new ParameterId(source.region(), name));
        var version = parameter.flatMap(row -> pinned == null ? Optional.of(row.latest()) : row.selected(pinned));
        return version.map(found -> found(value, parameter.get().id(), found))
                .orElseGet(() -> missing(value, FROM_PARAMETER_STORE + name));
    }

    private static Found found(ValueFrom value, ParameterId parameter, ParameterRow.Version version) {
        var context = Contexts.of(parameter, version.entry());
        return new Found(
                Long.toString(version.number()),
                new GivenSecret(value, "", context, false, version.sealed(), version.value(), null));
    }

    private static Found missing(ValueFrom value, String why) {
        return new Found(null, GivenSecret.failed(value, why));
    }
}
