package dev.evenkeel.runtime.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Files of environment variables, which ECS fetches from S3 and we read from a folder with a folder for each bucket.
///
/// @param folder absent where the operator named none
public record EnvironmentFiles(Optional<Path> folder) {
    private static final String BUCKETS = "arn:aws:s3:::";
    private static final String FAILED = "failed to download env files: ";

    /// Where there are none.
    public static final EnvironmentFiles NONE = new EnvironmentFiles(Optional.empty());

    /// The variables of these files. Of equal names the first counts, as in ECS.
    ///
    /// @param arns such as `arn:aws:s3:::bucket/key.env`
    /// @throws InitializationException when one is not to be had
    public Map<String, String> read(List<String> arns) {
        var variables = new TreeMap<String, String>();
        for (var arn : arns) {
            text(arn).lines().forEach(line -> add(variables, line));
        }
        return variables;
    }

    /// `NAME=VALUE`, nothing of it interpreted; comments and lines without a name are passed over.
    private static void add(Map<String, String> variables, String line) {
        int equals = line.indexOf('=');
        var name = equals < 0 ? "" : line.substring(0, equals).strip();
        if (!name.isEmpty() && !name.startsWith("#")) {
            variables.putIfAbsent(name, line.substring(equals + 1));
        }
    }

    private String text(String arn) {
        var root = folder.orElseThrow(() -> new InitializationException(
                FAILED + arn + ": this server has no folder of environment files (--environment-files)"));
        var file = root.resolve(arn.substring(Math.min(arn.length(), BUCKETS.length())))
                .normalize();
        if (!arn.startsWith(BUCKETS) || !file.startsWith(root.normalize()) || !Files.isRegularFile(file)) {
            throw new InitializationException(FAILED + arn + ": NoSuchKey: The specified key does not exist.");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new InitializationException(FAILED + arn + ": it cannot be read as UTF-8 text");
        }
    }
}
