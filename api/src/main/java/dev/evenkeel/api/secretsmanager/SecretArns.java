package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.Vault;
import java.util.Optional;
import java.util.regex.Pattern;

/// Secrets by name and ARN.
final class SecretArns {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9/_+=.@!-]{1,512}");
    private static final int PARTS = 7;

    private SecretArns() {}

    /// `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX`.
    static String of(Caller caller, SecretRow secret) {
        return of(caller, secret.id(), secret.suffix());
    }

    static String of(Caller caller, SecretId secret, String suffix) {
        return of(caller, secret) + "-" + suffix;
    }

    /// The ARN without the six characters.
    static String of(Caller caller, SecretId secret) {
        return "arn:aws:secretsmanager:" + secret.region() + ":" + caller.account() + ":secret:" + secret.name();
    }

    /// The secret of a new name.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if nothing can have that name
    static SecretId named(Caller caller, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Errors.name();
        }
        return new SecretId(caller.region(), name);
    }

    /// The secret that a caller means by a name or an ARN, with the six characters or without.
    static Optional<SecretRow> find(Caller caller, Vault vault, String id) {
        if (!id.startsWith("arn:")) {
            return vault.secrets().get(named(caller, id));
        }
        return resource(caller, id).flatMap(resource -> vault.secretOfArn(caller.region(), resource));
    }

    /// The secret, which must be there.
    static SecretRow existing(Caller caller, Vault vault, String id) {
        return find(caller, vault, id).orElseThrow(Errors::notFound);
    }

    /// The name that an identifier of no secret has.
    static SecretId missing(Caller caller, String id) {
        var name = id.startsWith("arn:") ? resource(caller, id).orElseThrow(Errors::notFound) : id;
        return named(caller, name);
    }

    private static Optional<String> resource(Caller caller, String arn) {
        var parts = arn.split(":", PARTS);
        boolean ours = parts.length == PARTS
                && parts[2].equals("secretsmanager")
                && parts[3].equals(caller.region())
                && parts[4].equals(caller.account())
                && parts[5].equals("secret");
        return ours ? Optional.of(parts[6]) : Optional.empty();
    }
}
