package dev.evenkeel.api.aws;

import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.sigv4.SignatureVerifier;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out who a request is from.
@FunctionalInterface
public interface Authenticator {
    /// The caller.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there is none that is known
    Identity identify(RawRequest request, Instant now);

    /// Believes signatures only. There is one principal so far, the account's root.
    static Authenticator bySignature(SignatureVerifier verifier, String account) {
        return (request, now) -> {
            var verified = verifier.verify(request, now);
            return new Identity(root(account), verified.region(), Optional.of(verified.service()));
        };
    }

    /// Believes everybody, and takes the region from a signature that nobody checks, or else `region`.
    static Authenticator open(String account, String region) {
        return (request, _) -> {
            var scope = request.headers()
                    .first("authorization")
                    .map(Scopes.CREDENTIAL::matcher)
                    .filter(Matcher::find);
            return new Identity(root(account), scope.map(m -> m.group(1)).orElse(region), scope.map(m -> m.group(2)));
        };
    }

    private static String root(String account) {
        return "arn:aws:iam::" + account + ":root";
    }

    /// What credential scopes look like.
    final class Scopes {
        private static final Pattern CREDENTIAL =
                Pattern.compile("Credential=[^/,\\s]+/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request");

        private Scopes() {}
    }
}
