package dev.evenkeel.reconcilers.secret;

import dev.evenkeel.store.model.Resolution.Use;
import dev.evenkeel.store.model.ValueFrom;
import java.util.Optional;

/// What a `valueFrom` names.
public sealed interface SecretSource {
    /// The region in which it is looked up.
    String region();

    /// A secret of Secrets Manager.
    ///
    /// @param resource its name, with the six characters of its ARN or without
    /// @param key of the JSON object that the value is; empty for the whole value
    /// @param stage staging label; empty for AWSCURRENT, unless there is a version
    /// @param version id; empty for what the label is on
    record OfSecret(String region, String resource, String key, String stage, String version) implements SecretSource {}

    /// A parameter of the Parameter Store.
    ///
    /// @param name as it was given, or what follows `parameter` in an ARN
    record OfParameter(String region, String name) implements SecretSource {}

    /// Parts of a secret's ARN up to and including its name, then key, stage and version.
    int ARN_PARTS = 7;

    int MOST_PARTS = 10;

    /// What it names; empty if nothing can have that name.
    ///
    /// @param region where names without one belong
    static Optional<SecretSource> of(ValueFrom value, String region) {
        var source = value.source();
        if (!source.startsWith("arn:")) {
            return named(value.use(), source, region);
        }
        var parts = source.split(":", -1);
        if (parts.length < ARN_PARTS - 1 || parts[3].isEmpty()) {
            return Optional.empty();
        }
        return switch (parts[2]) {
            case "secretsmanager" -> secret(parts);
            case "ssm" -> value.use() == Use.REGISTRY ? Optional.empty() : parameter(parts);
            default -> Optional.empty();
        };
    }

    private static Optional<SecretSource> named(Use use, String name, String region) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                use == Use.REGISTRY ? new OfSecret(region, name, "", "", "") : new OfParameter(region, name));
    }

    private static Optional<SecretSource> secret(String[] parts) {
        if (parts.length < ARN_PARTS || parts.length > MOST_PARTS || !parts[5].equals("secret") || parts[6].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OfSecret(parts[3], parts[6], part(parts, 7), part(parts, 8), part(parts, 9)));
    }

    private static Optional<SecretSource> parameter(String[] parts) {
        var prefix = "parameter/";
        return parts.length == ARN_PARTS - 1 && parts[5].startsWith(prefix) && parts[5].length() > prefix.length()
                ? Optional.of(new OfParameter(parts[3], parts[5].substring(prefix.length() - 1)))
                : Optional.empty();
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : "";
    }
}
