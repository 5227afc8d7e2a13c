package dev.evenkeel.reconcilers.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way into a running container, for people: a command beside the container's own.
public interface ContainerShell {
    /// Starts a command in a container.
    ///
    /// @param output hears of everything, from one thread
    /// @throws RuntimeUnavailableException when the runtime cannot be asked, or has no such running container
    Session open(String runtimeId, Request request, Output output);

    /// What to start.
    ///
    /// @param terminal set for one terminal with this many rows and columns; else output and errors come apart
    record Request(List<String> command, @Nullable Size terminal) {
        public Request {
            command = List.copyOf(command);
        }
    }

    /// The size of a terminal, in characters.
    record Size(int rows, int columns) {}

    /// Hears what a command writes, and how it ends.
    interface Output {
        /// It wrote this. May take as long as whoever reads it: the command waits.
        ///
        /// @param error whether to its error stream; never with a terminal
        void wrote(boolean error, byte[] bytes);

        /// It has ended, or nothing more will be heard of it.
        ///
        /// @param exitCode absent where it is not known
        void ended(@Nullable Integer exitCode);
    }

    /// A command that runs.
    interface Session extends AutoCloseable {
        /// Gives it this to read. What it does not read any more is dropped.
        void input(byte[] bytes);

        /// There will be no more to read.
        void endOfInput();

        /// Its terminal has another size now.
        void resize(Size size);

        /// Ends the connection; what reads from it hears of that.
        @Override
        void close();
    }
}
