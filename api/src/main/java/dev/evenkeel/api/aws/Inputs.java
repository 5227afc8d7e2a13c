package dev.evenkeel.api.aws;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.Validator;
import dev.evenkeel.store.model.Doc;

/// Holds inputs against the model, and against what is understood.
public final class Inputs {
    private Inputs() {}

    /// @throws dev.evenkeel.api.protocol.ApiException in the service's words, if a constraint of the model is broken or
    ///     a member asks for something that has no component in `type`
    public static void check(
            AwsService.Wording wording, OperationModel model, Class<? extends Record> type, Doc.Struct input) {
        var violations = Validator.check(model.input(), input).stream()
                .filter(violation -> !wording.tolerates(violation))
                .toList();
        if (!violations.isEmpty()) {
            throw wording.violated(model.name(), violations).asException();
        }
        var unknown = Understood.firstUnknown(type, input);
        if (unknown.isPresent()) {
            throw wording.unsupported(model.name(), unknown.get()).asException();
        }
    }
}
