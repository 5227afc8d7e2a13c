package dev.evenkeel.api.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.api.http.Conversation;
import dev.evenkeel.reconcilers.command.TaskCommand.Shell;
import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.reconcilers.host.ContainerShell.Size;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A command in a container, and somebody at the other end of a WebSocket.
///
/// They say first, as JSON, how they want it: `{"terminal":{"rows":24,"columns":80}}`, or `{}` for output and errors
/// apart. Then bytes are what the command reads, `{"resize":{…}}` is a new size and `{"end":true}` the end of what it
/// reads. They hear bytes, after a first one that is 1 for output and 2 for errors, and at last
/// `{"exit":CODE}`, or `{"error":"…"}` where the command could not be started.
final class ShellConversation implements Conversation {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte OUTPUT = 1;
    private static final byte ERRORS = 2;
    private static final int LARGEST_SIDE = 10_000;

    private final Shell shell;
    private final ContainerShell way;

    ShellConversation(Shell shell, ContainerShell way) {
        this.shell = shell;
        this.way = way;
    }

    @Override
    public void hold(Line line) throws IOException, InterruptedException {
        if (!(line.next().orElse(null) instanceof Message.Text wish)) {
            return;
        }
        var words = json(wish.text());
        var request = new ContainerShell.Request(Words.of(shell.command()), size(words.path("terminal")));
        var hearer = new Hearer(line);
        try (var session = way.open(shell.runtimeId(), request, hearer)) {
            listen(line, session);
        } catch (RuntimeUnavailableException e) {
            line.send(JSON.createObjectNode().put("error", e.getMessage()).toString());
        }
    }

    /// Until the other side has gone. It goes when it has heard how the command ended.
    private static void listen(Line line, ContainerShell.Session session) throws InterruptedException {
        for (var next = line.next(); next.isPresent(); next = line.next()) {
            switch (next.get()) {
                case Message.Bytes input -> session.input(input.bytes());
                case Message.Text text -> tell(session, json(text.text()));
            }
        }
    }

    private static void tell(ContainerShell.Session session, JsonNode words) {
        if (size(words.path("resize")) instanceof Size size) {
            session.resize(size);
        }
        if (words.path("end").asBoolean()) {
            session.endOfInput();
        }
    }

    private static @Nullable Size size(JsonNode node) {
        int rows = node.path("rows").asInt();
        int columns = node.path("columns").asInt();
        boolean sensible = rows > 0 && columns > 0 && rows <= LARGEST_SIDE && columns <= LARGEST_SIDE;
        return sensible ? new Size(rows, columns) : null;
    }

    /// What makes no sense asks for nothing.
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    /// Brings what the command writes to the line.
    private static final class Hearer implements ContainerShell.Output {
        private final Line line;

        Hearer(Line line) {
            this.line = line;
        }

        @Override
        public void wrote(boolean error, byte[] bytes) {
            var frame = new byte[bytes.length + 1];
            frame[0] = error ? ERRORS : OUTPUT;
            System.arraycopy(bytes, 0, frame, 1, bytes.length);
            said(() -> line.send(frame));
        }

        @Override
        public void ended(@Nullable Integer exitCode) {
            said(() -> line.send(JSON.createObjectNode()
                    .put("exit", exitCode == null ? 255 : exitCode)
                    .toString()));
        }

        /// Whoever does not listen any more need not hear it.
        private static void said(Saying words) {
            try {
                words.say();
            } catch (IOException _) {
                // The line is gone; its conversation notices by itself.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @FunctionalInterface
        private interface Saying {
            void say() throws IOException, InterruptedException;
        }
    }
}
