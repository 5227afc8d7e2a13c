package dev.evenkeel.api.aws;

import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A service as far as it is there: its operations, and how it words what is wrong with an input.
///
/// @param id of its model, such as `ecs`
/// @param operations by name
public record AwsService(String id, Map<String, Operation<?, ?>> operations, Wording wording) {
    /// A service of these operations.
    public static AwsService of(String id, List<Operation<?, ?>> operations, Wording wording) {
        var byName = new TreeMap<String, Operation<?, ?>>();
        operations.forEach(operation -> byName.put(operation.name(), operation));
        return new AwsService(id, byName, wording);
    }

    /// How a service tells that an input is wrong.
    public interface Wording {
        /// Whether a value that the model forbids is for the service itself to judge.
        default boolean tolerates(Violation violation) {
            return false;
        }

        /// Members that break the model's constraints; at least one.
        ApiError violated(String operation, List<Violation> violations);

        /// A member that is right but that Evenkeel cannot honour yet.
        ApiError unsupported(String operation, String path);
    }
}
