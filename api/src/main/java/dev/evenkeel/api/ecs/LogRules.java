package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.LogConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What ECS asks of log configurations. Options of drivers other than awslogs are the engine's to judge.
final class LogRules {
    private static final String AWSLOGS = "awslogs";
    private static final String DATETIME = "awslogs-datetime-format";
    private static final String MULTILINE = "awslogs-multiline-pattern";
    private static final Set<String> DRIVERS =
            Set.of(AWSLOGS, "json-file", "journald", "local", "fluentd", "syslog", "gelf", "splunk", "none");
    private static final List<String> NEEDED = List.of("awslogs-group", "awslogs-region");
    private static final List<String> NEEDED_BY_SPLUNK = List.of("splunk-token", "splunk-url");

    /// What the values of awslogs' options look like.
    private static final Map<String, Pattern> OPTIONS = Map.of(
            "awslogs-group",
            Pattern.compile("[a-zA-Z0-9_./#-]{1,512}"),
            "awslogs-region",
            Pattern.compile("[a-z0-9-]+"),
            "awslogs-stream-prefix",
            Pattern.compile("[^:*]{1,256}"),
            "awslogs-create-group",
            Pattern.compile("(?i)true|false"),
            DATETIME,
            Pattern.compile(".+"),
            MULTILINE,
            Pattern.compile(".+"),
            "mode",
            Pattern.compile("blocking|non-blocking"),
            "max-buffer-size",
            Pattern.compile("(?i)[1-9][0-9]{0,8}(b|k|kb|m|mb|g|gb)?"));

    private LogRules() {}

    static void check(Container container) {
        if (container.logConfiguration() instanceof LogConfiguration logs) {
            check(logs);
        }
    }

    private static void check(LogConfiguration logs) {
        switch (logs.logDriver()) {
            case AWSLOGS -> {
                require(logs, NEEDED);
                logs.options().forEach(LogRules::option);
                multiline(logs.options());
            }
            case "splunk" -> require(logs, NEEDED_BY_SPLUNK);
            case String driver
            when !DRIVERS.contains(driver) -> throw Errors.client("logDriver " + driver + " is not supported yet.");
            default -> {}
        }
    }

    private static void require(LogConfiguration logs, List<String> needed) {
        var secret = logs.secretOptions().stream().map(option -> option.name()).toList();
        if (needed.stream()
                .anyMatch(option -> Settings.blank(logs.options().get(option)) && !secret.contains(option))) {
            throw Errors.client("Log driver " + logs.logDriver() + " requires options: " + String.join(", ", needed));
        }
    }

    private static void option(String name, String value) {
        var legal = OPTIONS.get(name);
        if (legal == null) {
            throw Errors.client("Log driver awslogs disallows options: " + name);
        }
        if (!legal.matcher(value).matches()) {
            throw Errors.client("Invalid value '" + value + "' of log driver option " + name + ".");
        }
    }

    private static void multiline(Map<String, String> options) {
        if (options.containsKey(DATETIME) && options.containsKey(MULTILINE)) {
            throw Errors.client("Log driver options " + DATETIME + " and " + MULTILINE + " exclude each other.");
        }
        try {
            Pattern.compile(options.getOrDefault(MULTILINE, ""));
        } catch (PatternSyntaxException e) {
            throw Errors.client("Invalid value '" + e.getPattern() + "' of log driver option " + MULTILINE + ".");
        }
    }
}
