package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller changes in the definition for the tasks of one call.
///
/// @param executionRoleArn kept and shown, but nothing needs it, as in task definitions
/// @param taskRoleArn kept and shown; no credentials are given out for it yet
record TaskOverrides(
        List<ContainerOverride> containerOverrides,
        @Nullable String cpu,
        @Nullable String memory,
        @Nullable String executionRoleArn,
        @Nullable String taskRoleArn) {
    private static final int LONGEST = 8_192;
    private static final int LEAST_CONTAINER_MEMORY = 6;

    /// One container, by its name.
    record ContainerOverride(
            @Nullable String name,
            List<String> command,
            List<Variable> environment,
            List<TaskDefinitionInput.EnvironmentFile> environmentFiles,
            @Nullable Integer cpu,
            @Nullable Integer memory,
            @Nullable Integer memoryReservation) {}

    /// An environment variable.
    record Variable(@Nullable String name, @Nullable String value) {}

    /// The overrides as tasks keep them, sizes in units and MiB.
    Doc.Struct checked(Doc.Struct asked) {
        if (asked.toString().length() > LONGEST) {
            throw Errors.invalid("Overrides length must be at most " + LONGEST);
        }
        containerOverrides.forEach(TaskOverrides::check);
        var kept = asked;
        if (cpu != null) {
            kept = kept.with("cpu", size("cpu", cpu, Sizes.cpuUnits(cpu).orElse(0)));
        }
        if (memory != null) {
            kept = kept.with(
                    "memory", size("memory", memory, Sizes.mebibytes(memory).orElse(0)));
        }
        return kept;
    }

    private static Doc size(String member, String text, int units) {
        if (units == 0) {
            throw Errors.invalid("Invalid '" + member + "' setting for task override: " + text);
        }
        return Doc.of(Integer.toString(units));
    }

    private static void check(ContainerOverride override) {
        if (override.name() == null || override.name().isBlank()) {
            throw Errors.invalid("Container override name should not be null or empty.");
        }
        for (Variable variable : override.environment()) {
            if (variable.name() == null || variable.name().isEmpty()) {
                throw Errors.invalid("Environment variable name should not be null or empty.");
            }
        }
        SecretRules.files(override.environmentFiles(), override.name());
        least(override, "cpu", override.cpu(), 0);
        least(override, "memory", override.memory(), LEAST_CONTAINER_MEMORY);
        least(override, "memoryReservation", override.memoryReservation(), LEAST_CONTAINER_MEMORY);
    }

    private static void least(ContainerOverride override, String member, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            throw Errors.invalid(
                    "Invalid '" + member + "' setting for container override '" + override.name() + "': " + value);
        }
    }
}
