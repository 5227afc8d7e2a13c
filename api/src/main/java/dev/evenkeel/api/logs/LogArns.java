package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.state.LogGroupRow;
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
    static LogGroupRow existing(Caller caller, State state, @Nullable String name, @Nullable String identifier) {
        if ((name == null) == (identifier == null)) {
            throw Errors.invalid("Exactly one of logGroupName and logGroupIdentifier must be given.");
        }
        var group = name != null ? new LogGroupId(caller.region(), name) : identified(caller, identifier);
        return state.logGroups().get(group).orElseThrow(Errors::noGroup);
    }

    /// The group of an identifier, which is a name or an ARN, with `:*` at its end or without.
    static LogGroupId identified(Caller caller, @Nullable String identifier) {
        if (identifier != null && identifier.startsWith("arn:")) {
            return named(caller, identifier);
        }
        return new LogGroupId(caller.region(), identifier == null ? "" : identifier);
    }

    /// The group of an ARN, with `:*` at its end or without.
    static LogGroupId named(Caller caller, String arn) {
        var parts = arn.split(":", PARTS);
        if (parts.length < PARTS || !parts[2].equals("logs") || !parts[5].equals("log-group")) {
            throw Errors.invalid("Invalid log group ARN: " + arn);
        }
        if (!parts[3].equals(caller.region()) || !parts[4].equals(caller.account())) {
            throw Errors.noGroup();
        }
        var name = parts[6].endsWith(":*") ? parts[6].substring(0, parts[6].length() - 2) : parts[6];
        return new LogGroupId(caller.region(), name);
    }
}
