package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.codedeploy.appspec.AppSpec;
import dev.evenkeel.api.codedeploy.appspec.AppSpecException;
import dev.evenkeel.api.codedeploy.appspec.AppSpecReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the AppSpec of a deployment is: in the call itself.
///
/// @param string the older form of the same
record Revision(
        @Nullable String revisionType,
        @Nullable Content string,
        @Nullable Content appSpecContent) {
    /// The text of an AppSpec.
    ///
    /// @param sha256 of it, in hexadecimal digits
    record Content(@Nullable String content, @Nullable String sha256) {}

    /// What the AppSpec says.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there is none, or it makes no sense
    AppSpec read() {
        var text = content().content();
        if (text == null || text.isBlank()) {
            throw Errors.revision("The revision has no content.");
        }
        var said = content().sha256();
        if (said != null && !said.toLowerCase(Locale.ROOT).equals(sha256(text))) {
            throw Errors.revision("The sha256 of the content is not " + said);
        }
        try {
            return AppSpecReader.read(text);
        } catch (AppSpecException wrong) {
            throw Errors.revision(String.valueOf(wrong.getMessage()));
        }
    }

    private Content content() {
        var content = switch (revisionType) {
            case "AppSpecContent" -> appSpecContent;
            case "String" -> string;
            case null -> appSpecContent == null ? string : appSpecContent;
            default ->
                throw Errors.revision("revisionType " + revisionType
                        + " is not supported: the AppSpec of an ECS service has to be in appSpecContent.");
        };
        if (content == null) {
            throw Errors.revision("The revision has no appSpecContent.");
        }
        return content;
    }

    private static String sha256(String text) {
        try {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
