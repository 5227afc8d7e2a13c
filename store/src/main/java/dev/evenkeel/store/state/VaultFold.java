package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.SecretEvent.ParameterChanged;
import dev.evenkeel.store.event.SecretEvent.ParameterDeleted;
import dev.evenkeel.store.event.SecretEvent.ParameterStored;
import dev.evenkeel.store.event.SecretEvent.SecretChanged;
import dev.evenkeel.store.event.SecretEvent.SecretCreated;
import dev.evenkeel.store.event.SecretEvent.SecretDeleted;
import dev.evenkeel.store.event.SecretEvent.SecretDeletionPlanned;
import dev.evenkeel.store.event.SecretEvent.SecretStagesMoved;
import dev.evenkeel.store.event.SecretEvent.SecretVersionStored;
import dev.evenkeel.store.event.SecretEvent.SecretsResolved;
import dev.evenkeel.store.model.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The fold of secrets and parameters.
final class VaultFold {
    private VaultFold() {}

    static Vault apply(State state, SecretEvent event, EventRef by) {
        var vault = state.vault();
        var at = state.at();
        return switch (event) {
            case SecretCreated e -> vault.with(SecretRow.created(e.secret(), e.suffix(), e.document(), at, by));
            case SecretChanged e -> vault.with(secret(vault, e.secret()).changed(e.document(), at));
            case SecretVersionStored e -> {
                var version = new SecretRow.Version(e.version(), e.binary(), e.sealed(), at);
                yield vault.with(secret(vault, e.secret()).stored(version, at));
            }
            case SecretStagesMoved e -> vault.with(secret(vault, e.secret()).staged(e.stages(), e.dropped(), at));
            case SecretDeletionPlanned e -> vault.with(secret(vault, e.secret()).planned(e.deleteAt(), by));
            case SecretDeleted e -> vault.without(e.secret());
            case ParameterStored e -> vault.with(stored(vault, e, at));
            case ParameterChanged e -> {
                var row = vault.parameters().get(e.parameter()).orElseThrow();
                yield vault.with(new ParameterRow(row.id(), row.versions(), e.tags(), e.labels()));
            }
            case ParameterDeleted e -> vault.without(e.parameter());
            case SecretsResolved e -> vault.with(new Vault.Given(e.task(), e.given()));
        };
    }

    private static SecretRow secret(Vault vault, SecretId id) {
        return vault.secrets().get(id).orElseThrow();
    }

    private static ParameterRow stored(Vault vault, ParameterStored event, Instant at) {
        var version = new ParameterRow.Version(
                event.version(),
                event.type(),
                event.value(),
                event.sealed(),
                event.entry(),
                event.document(),
                at,
                event.by());
        var before = vault.parameters().get(event.parameter());
        var versions = new ArrayList<>(before.map(ParameterRow::versions).orElse(List.of()));
        versions.removeIf(old -> old.number() < event.oldest());
        versions.add(version);
        return new ParameterRow(
                event.parameter(),
                List.copyOf(versions),
                before.map(ParameterRow::tags).orElse(Map.of()),
                before.map(ParameterRow::labels).orElse(Map.of()));
    }
}
