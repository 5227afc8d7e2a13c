package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.state.State;
import org.jspecify.annotations.Nullable;

/// Log groups by name and ARN.
final class LogArns {
    private static final int PARTS = 7;

    private LogArns() {}

    /// `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`.
    static String of(Caller caller, LogGroupId group) {
        return "arn:aws:logs:" + group.region() + ":" + caller.account() + ":log-group:" + group.name();
    }

    /// The group that a call means, which must be there. A name and an identifier exclude each other.
    static LogGroupId existing(Caller caller, State state, @Nullable String name, @Nullable String identifier) {
        if ((name == null) == (identifier == null)) {
            throw Errors.invalid("Exactly one of logGroupName and logGroupIdentifier must be given.");
        }
        var group = new LogGroupId(caller.region(), name != null ? name : named(caller, identifier));
        if (state.logGroups().get(group).isEmpty()) {
            throw Errors.noGroup();
        }
        return group;
    }

    /// The name in an identifier, which is a name or an ARN, with `:*` at its end or without.
    private static String named(Caller caller, @Nullable String identifier) {
        if (identifier == null || !identifier.startsWith("arn:")) {
            return identifier == null ? "" : identifier;
        }
        var parts = identifier.split(":", PARTS);
        if (parts.length < PARTS || !parts[2].equals("logs") || !parts[5].equals("log-group")) {
            throw Errors.invalid("Invalid log group ARN: " + identifier);
        }
        if (!parts[3].equals(caller.region()) || !parts[4].equals(caller.account())) {
            throw Errors.noGroup();
        }
        return parts[6].endsWith(":*") ? parts[6].substring(0, parts[6].length() - 2) : parts[6];
    }
}
