package dev.evenkeel.deploy;

import dev.evenkeel.deploy.cli.Evenkeel;

/// The entry point of every command.
public final class Main {
    private Main() {}

    /// Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 not understood.
    public static void main(String[] args) {
        System.exit(Evenkeel.run(args));
    }
}
