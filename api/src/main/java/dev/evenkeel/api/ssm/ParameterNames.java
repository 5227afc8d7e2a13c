package dev.evenkeel.api.ssm;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.state.ParameterRow;
import dev.evenkeel.store.state.Vault;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parameters by name and ARN, with a version or label after a colon.
final class ParameterNames {
    private static final Pattern NAME = Pattern.compile("/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*");
    private static final Pattern PATH = Pattern.compile("/|(/[a-zA-Z0-9_.-]+)+/?");
    private static final int MOST_LEVELS = 15;
    private static final int LONGEST = 1011;

    private ParameterNames() {}

    /// A parameter as it was named.
    ///
    /// @param selector version or label; empty for the newest
    record Named(String name, String selector, Optional<ParameterRow> row) {
        /// The version that is meant.
        ///
        /// @throws dev.evenkeel.api.protocol.ApiException if there is none
        ParameterRow.Version version() {
            var there = row.orElseThrow(() -> Errors.notFound(name));
            return selector.isEmpty()
                    ? there.latest()
                    : there.selected(selector).orElseThrow(() -> Errors.noVersion(selector, name));
        }
    }

    /// `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`.
    static String arn(Caller caller, ParameterId id) {
        var path = id.name().startsWith("/") ? id.name() : "/" + id.name();
        return "arn:aws:ssm:" + id.region() + ":" + caller.account() + ":parameter" + path;
    }

    /// The parameter that a caller reads.
    static Named find(Caller caller, Vault vault, String text) {
        var prefix = "arn:aws:ssm:" + caller.region() + ":" + caller.account() + ":parameter";
        boolean arn = text.startsWith(prefix + "/");
        var rest = arn ? text.substring(prefix.length()) : text;
        int colon = rest.indexOf(':');
        boolean foreign = text.startsWith("arn:") && !arn;
        var name = colon < 0 || foreign ? rest : rest.substring(0, colon);
        var selector = name.length() == rest.length() ? "" : rest.substring(colon + 1);
        var row = arn
                ? vault.parameterOfArn(caller.region(), name)
                : vault.parameters().get(new ParameterId(caller.region(), name));
        return new Named(name, selector, row);
    }

    /// The parameter that a caller means by its name alone.
    static ParameterId plain(Caller caller, String name) {
        return new ParameterId(caller.region(), name);
    }

    /// The parameter of a name that shall be used.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if nothing may have that name
    static ParameterId checked(Caller caller, String name) {
        var plain = name.toLowerCase(Locale.ROOT);
        var first = plain.startsWith("/") ? plain.substring(1) : plain;
        if (first.startsWith("aws")) {
            throw Errors.of("AccessDeniedException", "No access to reserved parameter name: " + name + ".");
        }
        if (first.startsWith("ssm") || !NAME.matcher(name).matches() || name.length() > LONGEST) {
            throw Errors.invalid("Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a"
                    + " path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix"
                    + " of letters, numbers and the following 3 symbols .-_");
        }
        if (name.indexOf('/') > 0) {
            throw Errors.invalid("Parameter name must be a fully qualified name.");
        }
        if (name.chars().filter(letter -> letter == '/').count() > MOST_LEVELS) {
            throw Errors.of(
                    "HierarchyLevelLimitExceededException",
                    "A hierarchy can have a maximum of " + MOST_LEVELS + " levels. For more information, see the"
                            + " requirements for parameter names.");
        }
        return new ParameterId(caller.region(), name);
    }

    /// A path under which parameters are looked for, with a slash at its end.
    static String path(String path) {
        if (!PATH.matcher(path).matches()) {
            throw Errors.invalid("The parameter doesn't meet the parameter name requirements. The parameter name must"
                    + " begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\""
                    + " (case-insensitive). It must use only letters, numbers, or the following symbols: . (period),"
                    + " - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified,"
                    + " must use the forward slash symbol \"/\".");
        }
        return path.endsWith("/") ? path : path + "/";
    }
}
