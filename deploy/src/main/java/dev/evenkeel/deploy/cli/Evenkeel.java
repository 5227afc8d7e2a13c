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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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

    private Evenkeel() {}

    /// Runs a command.
    ///
    /// @return the exit code of the process
    public static int run(String... args) {
        var line = new CommandLine(new Evenkeel());
        explainable(line.getCommandSpec());
        line.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.helpCommand())
                .forEach(Evenkeel::explainable);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    failed.getErr().println("evenkeel: " + explain(failure));
                    return 1;
                })
                .execute(args.length == 0 ? new String[] {"help"} : args);
    }

    private static void explainable(CommandSpec command) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Says how it is used.")
                .build());
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
