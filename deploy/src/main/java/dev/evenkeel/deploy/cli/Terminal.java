package dev.evenkeel.deploy.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where commands write what they were asked for.
final class Terminal {
    private Terminal() {}

    /// The command's standard output.
    static PrintWriter out(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("not run as a command");
        }
        return spec.commandLine().getOut();
    }
}
