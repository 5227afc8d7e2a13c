package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.reconcilers.secret.Selected;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.seal.Contexts;
import dev.evenkeel.store.seal.SecretOpener;
import dev.evenkeel.store.seal.UnsealableException;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of secrets, opened for whoever may call.
final class ValueQueries {
    private static final int MOST_IN_A_BATCH = 20;

    private final SecretOpener opener;

    ValueQueries(SecretOpener opener) {
        this.opener = opener;
    }

    record GetInput(
            String SecretId,
            @Nullable String VersionId,
            @Nullable String VersionStage) {}

    record Value(
            String ARN,
            String Name,
            String VersionId,
            Doc.@Nullable Blob SecretBinary,
            @Nullable String SecretString,
            List<String> VersionStages,
            Instant CreatedDate) {}

    record BatchInput(
            List<String> SecretIdList,
            List<SecretFilter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record Problem(String SecretId, String ErrorCode, String Message) {}

    record BatchAnswer(List<Value> SecretValues, Optional<String> NextToken, List<Problem> Errors) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("GetSecretValue", GetInput.class, Value.class, this::get),
                new Query<>("BatchGetSecretValue", BatchInput.class, BatchAnswer.class, this::batch));
    }

    private Value get(Caller caller, State state, GetInput input) {
        var secret = SecretArns.find(caller, state.vault(), input.SecretId());
        return value(caller, secret, input.VersionId(), input.VersionStage());
    }

    private Value value(Caller caller, Optional<SecretRow> secret, @Nullable String version, @Nullable String stage) {
        return switch (Selected.of(secret, version == null ? "" : version, stage == null ? "" : stage)) {
            case Selected.Refused no ->
                throw ApiError.sender(no.code(), no.message()).asException();
            case Selected.Value yes -> opened(caller, yes.secret(), yes.version());
        };
    }

    private Value opened(Caller caller, SecretRow secret, SecretRow.Version version) {
        var bytes = bytes(secret, version);
        return new Value(
                SecretArns.of(caller, secret),
                secret.id().name(),
                version.id(),
                version.binary() ? Doc.Blob.of(bytes) : null,
                version.binary() ? null : new String(bytes, StandardCharsets.UTF_8),
                secret.stagesOf(version.id()),
                version.createdAt());
    }

    private byte[] bytes(SecretRow secret, SecretRow.Version version) {
        try {
            return opener.open(Contexts.of(secret.id(), version.id()), version.sealed());
        } catch (UnsealableException sealed) {
            throw ApiError.sender(
                            "DecryptionFailure",
                            "Secrets Manager can't decrypt the protected secret text: " + sealed.getMessage() + ".")
                    .asException();
        }
    }

    private BatchAnswer batch(Caller caller, State state, BatchInput input) {
        if (input.SecretIdList().isEmpty() == input.Filters().isEmpty()) {
            throw Errors.parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
        }
        if (input.MaxResults() != null && input.Filters().isEmpty()) {
            throw Errors.parameter(
                    "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.");
        }
        var values = new ArrayList<Value>();
        var problems = new ArrayList<Problem>();
        var page = page(caller, state, input);
        for (var id : page.items()) {
            try {
                values.add(value(caller, SecretArns.find(caller, state.vault(), id), null, null));
            } catch (ApiException refused) {
                problems.add(
                        new Problem(id, refused.error().code(), refused.error().message()));
            }
        }
        return new BatchAnswer(values, page.nextToken(), problems);
    }

    private static Page<String> page(Caller caller, State state, BatchInput input) {
        if (!input.SecretIdList().isEmpty()) {
            return new Page<>(input.SecretIdList(), Optional.empty());
        }
        var matching = SecretFilter.of(input.Filters());
        var after = SecretFilter.position(input.NextToken());
        var names = state.vault()
                .secrets()
                .values()
                .filter(row -> row.id().region().equals(caller.region()) && row.deleteAt() == null)
                .filter(row -> matching.test(row, caller.region()))
                .map(row -> row.id().name())
                .filter(name -> name.compareTo(after) > 0);
        return Page.of(names, input.MaxResults() == null ? MOST_IN_A_BATCH : input.MaxResults(), name -> name);
    }
}
