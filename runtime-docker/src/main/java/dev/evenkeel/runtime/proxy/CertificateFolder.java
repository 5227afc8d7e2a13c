package dev.evenkeel.runtime.proxy;

import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Certificates from files: the certificate `arn:aws:acm:REGION:ACCOUNT:certificate/ID` is in `ID.crt` and its key in
/// `ID.key`, both in PEM.
///
/// @param folder null where the operator named none, and so no certificate is there
public record CertificateFolder(@Nullable Path folder) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:acm:[a-z0-9-]+:\\d{12}:certificate/([A-Za-z0-9][A-Za-z0-9._-]*)");

    /// Whether there is a certificate of this ARN, with its key.
    public boolean has(String arn) {
        return file(arn, ".crt").isPresent() && file(arn, ".key").isPresent();
    }

    private Optional<Path> file(String arn, String end) {
        var name = ARN.matcher(arn);
        return folder == null || !name.matches()
                ? Optional.empty()
                : Optional.of(folder.resolve(name.group(1) + end)).filter(Files::isReadable);
    }

    /// @throws IllegalStateException if one of them is not there any more
    PemKeyCertOptions keys(List<String> arns) {
        var options = new PemKeyCertOptions();
        for (var arn : arns) {
            options.addCertPath(
                    file(arn, ".crt").orElseThrow(() -> missing(arn)).toString());
            options.addKeyPath(file(arn, ".key").orElseThrow(() -> missing(arn)).toString());
        }
        return options;
    }

    private static IllegalStateException missing(String arn) {
        return new IllegalStateException("the files of certificate " + arn + " are not there");
    }
}
