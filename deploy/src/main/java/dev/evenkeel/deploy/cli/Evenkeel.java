package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ApiException;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.LogUnavailableException;
import dev.evenkeel.store.log.NewerEventException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// All words of the command line.
@Command(
        name = "evenkeel",
        description = "Amazon ECS on your own Docker hosts.",
        subcommands = {
            UpCommand.class,
            EnvCommand.class,
            DemoCommand.class,
            ApplyCommand.class,
            WatchCommand.class,
            LogCommand.class,
            WhyCommand.class,
            ExecCommand.class,
            ReplayCommand.class,
            SimCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Evenkeel {
    /// Failures whose message says all that helps.
    private static final List<Class<? extends Exception>> PLAIN = List.of(
            ApiException.class,
            IOException.class,
            UncheckedIOException.class,
            IllegalArgumentException.class,
            DataDirectory.UnusableException.class,
            DamagedLogException.class,
            NewerEventException.class,
            LogUnavailableException.class,
            RuntimeUnavailableException.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Says how it is used.")
    private boolean help;

    private Evenkeel() {}

    /// Runs a command.
    ///
    /// @return the exit code of the process
    public static int run(String... args) {
        return new CommandLine(new Evenkeel())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("evenkeel: " + explain(failure));
                    return 1;
                })
                .execute(args.length == 0 ? new String[] {"help"} : args);
    }

    /// One line for what people can do something about, everything for a fault of ours.
    private static String explain(Throwable failure) {
        if (PLAIN.stream().anyMatch(type -> type.isInstance(failure))) {
            return String.valueOf(failure.getMessage());
        }
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
