package dev.evenkeel.runtime.secret;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Initialization;
import dev.evenkeel.reconcilers.secret.GivenSecret;
import dev.evenkeel.store.model.Resolution.Use;
import dev.evenkeel.store.seal.SecretOpener;
import dev.evenkeel.store.seal.UnsealableException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a container is given when it is created, in clear: to be passed on and not kept.
public final class ContainerValues {
    private final SecretOpener opener;
    private final EnvironmentFiles files;

    /// Opens secrets with `opener`.
    public ContainerValues(SecretOpener opener, EnvironmentFiles files) {
        this.opener = opener;
        this.files = files;
    }

    /// All environment variables: of its files, its definition and its secrets, the later ones over the earlier.
    ///
    /// @throws InitializationException when one is not to be had
    public Map<String, String> environment(ContainerPlan plan) {
        var arns = plan.definition().document().structs("environmentFiles").stream()
                .map(file -> file.text("value").orElse(""))
                .toList();
        var variables = new TreeMap<>(files.read(arns));
        variables.putAll(plan.definition().program().environment());
        variables.putAll(values(plan, Use.ENVIRONMENT));
        return variables;
    }

    /// Options of its log driver that are secret.
    ///
    /// @throws InitializationException when one is not to be had
    public Map<String, String> logOptions(ContainerPlan plan) {
        return values(plan, Use.LOG_OPTION);
    }

    /// The credentials for its image's registry, as JSON, if it has some.
    ///
    /// @throws InitializationException when they are not to be had
    public Optional<String> registry(ContainerPlan plan) {
        return Optional.ofNullable(values(plan, Use.REGISTRY).get(""));
    }

    private Map<String, String> values(ContainerPlan plan, Use use) {
        var values = new TreeMap<String, String>();
        for (var given : plan.secrets()) {
            if (given.asked().use() == use) {
                values.put(given.asked().name(), value(given));
            }
        }
        return values;
    }

    private String value(GivenSecret given) {
        if (given.failure() instanceof String why) {
            throw new InitializationException(Initialization.NO_SECRET + why);
        }
        var whole = given.text() instanceof String text ? text : opened(given);
        return given.key().isEmpty()
                ? whole
                : JsonKey.of(whole, given.key())
                        .orElseThrow(() -> failed(
                                given,
                                "retrieved secret from Secrets Manager did not contain json key " + given.key()));
    }

    private String opened(GivenSecret given) {
        if (given.binary()) {
            throw failed(given, "the secret is binary");
        }
        if (given.sealed() == null) {
            throw failed(given, "there is no value");
        }
        try {
            return new String(opener.open(given.context(), given.sealed()), StandardCharsets.UTF_8);
        } catch (UnsealableException sealed) {
            throw failed(given, "the value cannot be decrypted: " + sealed.getMessage());
        }
    }

    private static InitializationException failed(GivenSecret given, String why) {
        return new InitializationException(Initialization.NO_SECRET
                + "execution resource retrieval failed: unable to retrieve secret "
                + given.asked().source() + ": " + why);
    }
}
