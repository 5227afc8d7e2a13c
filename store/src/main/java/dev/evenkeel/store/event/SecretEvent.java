package dev.evenkeel.store.event;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of secrets and parameters, and who was given which version. Secret values are sealed before they get here.
public sealed interface SecretEvent extends Event {
    /// A secret exists.
    ///
    /// @param suffix the six characters at the end of its ARN
    /// @param document its description and tags
    record SecretCreated(SecretId secret, String suffix, Doc.Struct document) implements SecretEvent {}

    /// Its description and tags are now these.
    record SecretChanged(SecretId secret, Doc.Struct document) implements SecretEvent {}

    /// A version of its value was put.
    ///
    /// @param binary whether the value is bytes and not text
    record SecretVersionStored(SecretId secret, String version, boolean binary, Sealed sealed) implements SecretEvent {}

    /// Its staging labels are on these versions now.
    ///
    /// @param stages version ids by label
    /// @param dropped versions without a label that are forgotten because there are too many
    record SecretStagesMoved(SecretId secret, Map<String, String> stages, List<String> dropped)
            implements SecretEvent {}

    /// It is to be deleted or, without a time, not any more.
    record SecretDeletionPlanned(SecretId secret, @Nullable Instant deleteAt) implements SecretEvent {}

    /// It is gone for good, with all of its versions.
    record SecretDeleted(SecretId secret) implements SecretEvent {}

    /// A version of a parameter was put.
    ///
    /// @param version counts from 1
    /// @param value absent for SecureString
    /// @param sealed set for SecureString
    /// @param entry what the value was sealed for, beside the name
    /// @param oldest the first version that is kept
    /// @param document its description, pattern and data type
    /// @param by the ARN of the caller
    record ParameterStored(
            ParameterId parameter,
            long version,
            ParameterType type,
            @Nullable String value,
            @Nullable Sealed sealed,
            String entry,
            long oldest,
            Doc.Struct document,
            String by)
            implements SecretEvent {}

    /// The tags and labels of a parameter are now these.
    ///
    /// @param labels version numbers by label
    record ParameterChanged(ParameterId parameter, Map<String, String> tags, Map<String, Long> labels)
            implements SecretEvent {}

    /// A parameter is gone, with all of its versions.
    record ParameterDeleted(ParameterId parameter) implements SecretEvent {}

    /// It was decided which versions a task is given.
    record SecretsResolved(TaskId task, List<Resolution> given) implements SecretEvent {}
}
