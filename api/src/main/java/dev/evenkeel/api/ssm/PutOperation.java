package dev.evenkeel.api.ssm;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.ParameterCommand.PutParameter;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.seal.Contexts;
import dev.evenkeel.store.seal.Sealer;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// PutParameter: checked, and sealed before it becomes a command where it is secret.
final class PutOperation {
    /// The key that secure parameters are sealed with, by the name that AWS has for its own.
    static final String DEFAULT_KEY = "alias/aws/ssm";

    private static final int LARGEST = 4096;

    private final Sealer sealer;
    private final Supplier<State> state;

    /// @param state to find out which type a parameter has
    PutOperation(Sealer sealer, Supplier<State> state) {
        this.sealer = sealer;
        this.state = state;
    }

    record Input(
            String Name,
            @Nullable String Description,
            String Value,
            @Nullable String Type,
            @Nullable String KeyId,
            @Nullable Boolean Overwrite,
            @Nullable String AllowedPattern,
            List<ParameterTag> Tags,
            @Nullable String Tier,
            @Nullable String DataType) {
        boolean overwrites() {
            return Boolean.TRUE.equals(Overwrite);
        }
    }

    record Answer(long Version, String Tier) {}

    Operation<?, ?> operation() {
        return new Mutation<>("PutParameter", Input.class, Answer.class, this::put, PutOperation::answer);
    }

    private PutParameter put(Call call, Input input) {
        var parameter = ParameterNames.checked(call.caller(), input.Name());
        var type = type(parameter, input);
        check(input, type);
        boolean secure = type == ParameterType.SECURE_STRING;
        var entry = call.caller().requestId();
        return new PutParameter(
                parameter,
                type,
                secure ? null : input.Value(),
                secure ? sealed(parameter, entry, input.Value()) : null,
                entry,
                document(input),
                ParameterTag.byKey(input.Tags()),
                input.overwrites(),
                call.caller().principal(),
                call.redacted());
    }

    private Sealed sealed(ParameterId parameter, String entry, String value) {
        return sealer.seal(Contexts.of(parameter, entry), value.getBytes(StandardCharsets.UTF_8));
    }

    private ParameterType type(ParameterId parameter, Input input) {
        if (input.Type() instanceof String word) {
            return ParameterType.of(word).orElseThrow(() -> Errors.invalid("Type " + word + " is not valid."));
        }
        return state.get()
                .vault()
                .parameters()
                .get(parameter)
                .filter(_ -> input.overwrites())
                .map(row -> row.latest().type())
                .orElseThrow(() -> Errors.invalid("A parameter type is required when you create a parameter."));
    }

    private static void check(Input input, ParameterType type) {
        if (input.overwrites() && !input.Tags().isEmpty()) {
            throw Errors.invalid("Invalid request: tags and overwrite can't be used together. To create a parameter"
                    + " with tags, please remove overwrite flag. To update tags for an existing parameter, please use"
                    + " AddTagsToResource or RemoveTagsFromResource.");
        }
        if ("Advanced".equals(input.Tier())) {
            throw Errors.invalid("Tier Advanced is not supported yet.");
        }
        if (input.DataType() != null && !input.DataType().equals("text")) {
            throw Errors.invalid("DataType " + input.DataType() + " is not supported yet.");
        }
        if (input.KeyId() != null && !input.KeyId().equals(DEFAULT_KEY)) {
            throw Errors.of(
                    "InvalidKeyId",
                    "KeyId " + input.KeyId() + " is not supported: secure parameters are sealed"
                            + " with the server's own key, " + DEFAULT_KEY + ".");
        }
        if (input.KeyId() != null && type != ParameterType.SECURE_STRING) {
            throw Errors.invalid("KeyId is required for SecureString type parameter only.");
        }
        checkValue(input);
    }

    private static void checkValue(Input input) {
        if (input.Value().isEmpty()) {
            throw Errors.invalid("1 validation error detected: Value at 'value' failed to satisfy constraint: Member"
                    + " must have length greater than or equal to 1");
        }
        if (input.Value().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw Errors.invalid(
                    "Standard tier parameters support a maximum parameter value of " + LARGEST + " characters.");
        }
        if (input.AllowedPattern() instanceof String pattern && !pattern.isEmpty() && !matches(pattern, input)) {
            throw Errors.of(
                    "ParameterPatternMismatchException",
                    "Parameter value, cannot be validated against allowedPattern: " + pattern);
        }
    }

    private static boolean matches(String pattern, Input input) {
        try {
            return Pattern.compile(pattern).matcher(input.Value()).matches();
        } catch (PatternSyntaxException wrong) {
            throw Errors.of("InvalidAllowedPatternException", "The allowedPattern " + pattern + " is not valid.");
        }
    }

    private static Doc.Struct document(Input input) {
        var document = Doc.EMPTY.with("DataType", Doc.of("text"));
        if (input.Description() instanceof String description && !description.isEmpty()) {
            document = document.with("Description", Doc.of(description));
        }
        if (input.AllowedPattern() instanceof String pattern && !pattern.isEmpty()) {
            document = document.with("AllowedPattern", Doc.of(pattern));
        }
        return document;
    }

    private static Answer answer(Caller caller, State state, Long version) {
        return new Answer(version, ParameterQueries.TIER);
    }
}
