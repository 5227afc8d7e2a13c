package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.protocol.ApiError;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Certificates as inputs name them.
///
/// @param there whether there is a certificate of an ARN
record Certificates(Predicate<String> there) {
    /// A certificate.
    record Certificate(
            @Nullable String CertificateArn, @Nullable Boolean IsDefault) {}

    /// The ARNs of certificates that must be there.
    List<String> arns(List<Certificate> certificates) {
        return certificates.stream().map(this::arn).toList();
    }

    private String arn(Certificate certificate) {
        var arn = certificate.CertificateArn();
        if (arn == null) {
            throw Errors.invalid("A certificate ARN must be specified");
        }
        if (!there.test(arn)) {
            throw ApiError.sender("CertificateNotFoundException", "Certificate '" + arn + "' not found")
                    .asException();
        }
        return arn;
    }
}
