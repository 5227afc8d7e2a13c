package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.exception.DockerException;
import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands beside a container's own, as `docker exec` runs them.
final class DockerShell implements ContainerShell {
    private static final Logger LOG = LoggerFactory.getLogger(DockerShell.class);
    private static final int BUFFER = 16 * 1024;
    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final int ERROR_STREAM = 2;

    private final Engine engine;
    private final TimedCalls calls;
    private final Duration limit;
    private final ExecutorService threads;

    /// @param limit of each call but the command itself
    DockerShell(Engine engine, TimedCalls calls, Duration limit, ExecutorService threads) {
        this.engine = engine;
        this.calls = calls;
        this.limit = limit;
        this.threads = threads;
    }

    @Override
    public Session open(String runtimeId, Request request, Output output) {
        boolean terminal = request.terminal() != null;
        var id = ask(() -> engine.client()
                .execCreateCmd(runtimeId)
                .withCmd(request.command().toArray(String[]::new))
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withTty(terminal)
                .exec()
                .getId());
        var connection = ask(() -> start(id, terminal));
        var session = new Running(id, connection);
        if (request.terminal() instanceof Size size) {
            session.resize(size);
        }
        threads.execute(() -> follow(id, connection, terminal, output));
        return session;
    }

    private LastingCall.Duplex start(String id, boolean terminal) {
        try {
            return engine.upgrade("/exec/" + id + "/start", "{\"Detach\":false,\"Tty\":" + terminal + "}");
        } catch (IOException e) {
            throw new RuntimeUnavailableException("cannot start a command: " + e.getMessage(), e);
        }
    }

    private <T> T ask(Supplier<T> call) {
        try {
            return calls.within(limit, call);
        } catch (DockerException e) {
            throw new RuntimeUnavailableException(Failures.text(e), e);
        }
    }

    private void follow(String id, LastingCall.Duplex connection, boolean terminal, Output output) {
        try (connection) {
            if (terminal) {
                copy(connection.in(), output);
            } else {
                copyFrames(new DataInputStream(connection.in()), output);
            }
        } catch (IOException e) {
            LOG.debug("a shell broke off: {}", e.getMessage());
        }
        output.ended(exitCode(id));
    }

    private static void copy(InputStream in, Output output) throws IOException {
        var buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            output.wrote(false, Arrays.copyOf(buffer, count));
        }
    }

    /// Without a terminal the engine puts eight bytes before each piece: which stream it is of, and how long it is.
    private static void copyFrames(DataInputStream in, Output output) throws IOException {
        for (int stream = in.read(); stream >= 0; stream = in.read()) {
            in.skipNBytes(3);
            int length = in.readInt();
            if (length < 0 || length > LARGEST_FRAME) {
                throw new IOException("a frame of " + length + " bytes");
            }
            var bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("a frame broke off");
            }
            output.wrote(stream == ERROR_STREAM, bytes);
        }
    }

    private @Nullable Integer exitCode(String id) {
        try {
            var code = ask(() -> engine.client().inspectExecCmd(id).exec()).getExitCodeLong();
            return code == null ? null : code.intValue();
        } catch (RuntimeUnavailableException e) {
            LOG.debug("how a shell ended is not known: {}", e.getMessage());
            return null;
        }
    }

    /// A command that runs, at the other end of a connection.
    private final class Running implements Session {
        private final String id;
        private final LastingCall.Duplex connection;

        Running(String id, LastingCall.Duplex connection) {
            this.id = id;
            this.connection = connection;
        }

        @Override
        public void input(byte[] bytes) {
            try {
                connection.out().write(bytes);
                connection.out().flush();
            } catch (IOException e) {
                LOG.debug("a shell does not read any more: {}", e.getMessage());
            }
        }

        @Override
        public void endOfInput() {
            try {
                connection.endOutput();
            } catch (IOException e) {
                LOG.debug("a shell does not read any more: {}", e.getMessage());
            }
        }

        /// A command that has ended already has no size any more.
        @Override
        public void resize(Size size) {
            try {
                ask(() -> engine.client()
                        .resizeExecCmd(id)
                        .withSize(size.rows(), size.columns())
                        .exec());
            } catch (RuntimeUnavailableException e) {
                LOG.debug("a shell keeps its size: {}", e.getMessage());
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("closing a shell: {}", e.getMessage());
            }
        }
    }
}
