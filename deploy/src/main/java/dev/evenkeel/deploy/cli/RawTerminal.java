package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ShellClient.Size;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The terminal that we run in, with every key passed on as it is typed. `stty` does what the JDK cannot.
final class RawTerminal implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");

    private final String before;
    private final Thread restore = new Thread(this::restore, "restore-terminal");

    private RawTerminal(String before) {
        this.before = before;
    }

    /// Whether both what we read and what we write is a terminal.
    @SuppressWarnings("SystemConsoleNull") // the documentation still allows there to be none
    static boolean isThere() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// Takes the terminal as it is, for as long as this is open.
    static RawTerminal open() throws IOException {
        var terminal = new RawTerminal(stty("-g"));
        Runtime.getRuntime().addShutdownHook(terminal.restore);
        stty("raw", "-echo");
        return terminal;
    }

    /// Its size, if it tells one.
    static Optional<Size> size() throws IOException {
        var words = stty("size").split(" ", 2);
        return words.length == 2 && !words[0].equals("0")
                ? Optional.of(new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1])))
                : Optional.empty();
    }

    private static String stty(String... words) throws IOException {
        var command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        var process = new ProcessBuilder(command)
                .redirectInput(TERMINAL)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("stty: " + said);
        }
        return said;
    }

    private void restore() {
        try {
            stty(before);
        } catch (IOException e) {
            System.err.println("evenkeel: the terminal is not as it was: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        restore();
        Runtime.getRuntime().removeShutdownHook(restore);
    }
}
