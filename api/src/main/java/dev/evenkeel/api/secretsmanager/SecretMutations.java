package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.SecretCommand.CreateSecret;
import dev.evenkeel.reconcilers.command.SecretCommand.DeleteSecret;
import dev.evenkeel.reconcilers.command.SecretCommand.Done;
import dev.evenkeel.reconcilers.command.SecretCommand.MoveStage;
import dev.evenkeel.reconcilers.command.SecretCommand.PutValue;
import dev.evenkeel.reconcilers.command.SecretCommand.RestoreSecret;
import dev.evenkeel.reconcilers.command.SecretCommand.Retag;
import dev.evenkeel.reconcilers.command.SecretCommand.UpdateSecret;
import dev.evenkeel.reconcilers.command.SecretNames;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Secrets: made, given values, labelled, tagged and deleted.
final class SecretMutations {
    private static final String DEFAULT_KEY = "alias/aws/secretsmanager";
    private static final int LONGEST_WINDOW = 30;
    private static final int SHORTEST_WINDOW = 7;

    private final Sealing sealing;
    private final Supplier<State> state;

    /// @param state to find out which secret an ARN means
    SecretMutations(Sealing sealing, Supplier<State> state) {
        this.sealing = sealing;
        this.state = state;
    }

    record CreateInput(
            String Name,
            @Nullable String ClientRequestToken,
            @Nullable String Description,
            @Nullable String KmsKeyId,
            Doc.@Nullable Blob SecretBinary,
            @Nullable String SecretString,
            List<SecretTag> Tags) {}

    record PutInput(
            String SecretId,
            @Nullable String ClientRequestToken,
            Doc.@Nullable Blob SecretBinary,
            @Nullable String SecretString,
            List<String> VersionStages) {}

    record UpdateInput(
            String SecretId,
            @Nullable String ClientRequestToken,
            @Nullable String Description,
            @Nullable String KmsKeyId,
            Doc.@Nullable Blob SecretBinary,
            @Nullable String SecretString) {}

    record StageInput(
            String SecretId,
            String VersionStage,
            @Nullable String RemoveFromVersionId,
            @Nullable String MoveToVersionId) {}

    record DeleteInput(
            String SecretId,
            @Nullable Long RecoveryWindowInDays,
            @Nullable Boolean ForceDeleteWithoutRecovery) {}

    record IdInput(String SecretId) {}

    record TagInput(String SecretId, List<SecretTag> Tags) {}

    record UntagInput(String SecretId, List<String> TagKeys) {}

    record Answer(String ARN, String Name, @Nullable String VersionId) {}

    record PutAnswer(String ARN, String Name, String VersionId, List<String> VersionStages) {}

    record NamedAnswer(String ARN, String Name) {}

    record DeleteAnswer(String ARN, String Name, Instant DeletionDate) {}

    record Nothing() {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>("CreateSecret", CreateInput.class, Answer.class, this::create, SecretMutations::answer),
                new Mutation<>("PutSecretValue", PutInput.class, PutAnswer.class, this::put, SecretMutations::stored),
                new Mutation<>("UpdateSecret", UpdateInput.class, Answer.class, this::update, SecretMutations::answer),
                new Mutation<>(
                        "UpdateSecretVersionStage",
                        StageInput.class,
                        NamedAnswer.class,
                        this::move,
                        SecretMutations::named),
                new Mutation<>(
                        "DeleteSecret", DeleteInput.class, DeleteAnswer.class, this::delete, SecretMutations::deleted),
                new Mutation<>(
                        "RestoreSecret", IdInput.class, NamedAnswer.class, this::restore, SecretMutations::named),
                new Mutation<>("TagResource", TagInput.class, Nothing.class, this::tag, (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "UntagResource", UntagInput.class, Nothing.class, this::untag, (_, _, _) -> new Nothing()));
    }

    private Command<Done> create(Call call, CreateInput input) {
        var secret = SecretArns.named(call.caller(), input.Name());
        requireDefaultKey(input.KmsKeyId());
        var tags = SecretTag.byKey(input.Tags());
        var document = SecretNames.withTags(described(input.Description()), tags);
        var version = version(call, input.ClientRequestToken());
        var value = sealing.value(secret, version, input.SecretString(), input.SecretBinary());
        return new CreateSecret(secret, document, version, value.orElse(null), call.redacted());
    }

    private static Doc.Struct described(@Nullable String description) {
        return description == null || description.isEmpty()
                ? Doc.EMPTY
                : Doc.EMPTY.with("Description", Doc.of(description));
    }

    private Command<Done> put(Call call, PutInput input) {
        var secret = secret(call, input.SecretId());
        var version = version(call, input.ClientRequestToken());
        var value = sealing.value(secret, version, input.SecretString(), input.SecretBinary())
                .orElseThrow(() -> Errors.request("You must provide either SecretString or SecretBinary."));
        var stages = input.VersionStages().isEmpty() ? List.of(SecretRow.CURRENT) : input.VersionStages();
        return new PutValue(secret, version, value, stages, call.redacted());
    }

    private Command<Done> update(Call call, UpdateInput input) {
        var secret = secret(call, input.SecretId());
        requireDefaultKey(input.KmsKeyId());
        var version = version(call, input.ClientRequestToken());
        var value = sealing.value(secret, version, input.SecretString(), input.SecretBinary());
        return new UpdateSecret(secret, input.Description(), version, value.orElse(null), call.redacted());
    }

    private Command<Done> move(Call call, StageInput input) {
        return new MoveStage(
                secret(call, input.SecretId()),
                input.VersionStage(),
                input.RemoveFromVersionId(),
                input.MoveToVersionId(),
                call.redacted());
    }

    private Command<DeleteSecret.Planned> delete(Call call, DeleteInput input) {
        boolean now = input.ForceDeleteWithoutRecovery() instanceof Boolean force && force;
        var days = input.RecoveryWindowInDays();
        if (now && days != null) {
            throw Errors.parameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        if (days != null && (days < SHORTEST_WINDOW || days > LONGEST_WINDOW)) {
            throw Errors.parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        var found = SecretArns.find(call.caller(), state.get().vault(), input.SecretId())
                .map(SecretRow::id);
        if (now) {
            var id = found.orElseGet(() -> SecretArns.missing(call.caller(), input.SecretId()));
            return new DeleteSecret(id, null, call.redacted());
        }
        var window = Duration.ofDays(days == null ? LONGEST_WINDOW : days);
        return new DeleteSecret(found.orElseThrow(Errors::notFound), window, call.redacted());
    }

    private Command<Done> restore(Call call, IdInput input) {
        return new RestoreSecret(secret(call, input.SecretId()), call.redacted());
    }

    private Command<Done> tag(Call call, TagInput input) {
        var tags = SecretTag.byKey(input.Tags());
        return new Retag(secret(call, input.SecretId()), tags, List.of(), call.redacted());
    }

    private Command<Done> untag(Call call, UntagInput input) {
        return new Retag(secret(call, input.SecretId()), Map.of(), input.TagKeys(), call.redacted());
    }

    private SecretId secret(Call call, String id) {
        return SecretArns.existing(call.caller(), state.get().vault(), id).id();
    }

    /// A caller that names no version gets one named after its request.
    private static String version(Call call, @Nullable String token) {
        return token == null ? call.caller().requestId() : token;
    }

    private static void requireDefaultKey(@Nullable String key) {
        if (key != null && !key.isEmpty() && !key.equals(DEFAULT_KEY)) {
            throw Errors.parameter("KmsKeyId " + key + " is not supported: secrets are sealed with the server's own"
                    + " key, " + DEFAULT_KEY + ".");
        }
    }

    private static Answer answer(Caller caller, State state, Done done) {
        return new Answer(
                SecretArns.of(caller, done.secret(), done.suffix()),
                done.secret().name(),
                done.version());
    }

    private static PutAnswer stored(Caller caller, State state, Done done) {
        var version = done.version() == null ? "" : done.version();
        var stages = state.vault()
                .secrets()
                .get(done.secret())
                .map(row -> row.stagesOf(version))
                .orElse(List.of());
        var arn = SecretArns.of(caller, done.secret(), done.suffix());
        return new PutAnswer(arn, done.secret().name(), version, stages);
    }

    private static NamedAnswer named(Caller caller, State state, Done done) {
        return new NamedAnswer(
                SecretArns.of(caller, done.secret(), done.suffix()),
                done.secret().name());
    }

    private static DeleteAnswer deleted(Caller caller, State state, DeleteSecret.Planned planned) {
        var suffix = planned.suffix();
        var arn = suffix == null
                ? SecretArns.of(caller, planned.secret())
                : SecretArns.of(caller, planned.secret(), suffix);
        return new DeleteAnswer(arn, planned.secret().name(), planned.at());
    }
}
