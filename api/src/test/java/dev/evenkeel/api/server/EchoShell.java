package dev.evenkeel.api.server;

import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A container in which every command says back what it hears, and ends with 3 when its input does. A terminal's new
/// size is said back too. The command `nothing` cannot be started.
final class EchoShell implements ContainerShell {
    /// What was asked for, in order.
    final List<Request> requests = new CopyOnWriteArrayList<>();

    @Override
    public Session open(String runtimeId, Request request, Output output) {
        requests.add(request);
        if (request.command().equals(List.of("nothing"))) {
            throw new RuntimeUnavailableException("there is nothing to run", new IllegalStateException());
        }
        return new Session() {
            @Override
            public void input(byte[] bytes) {
                output.wrote(false, bytes);
            }

            @Override
            public void endOfInput() {
                output.wrote(true, "bye".getBytes(StandardCharsets.UTF_8));
                output.ended(3);
            }

            @Override
            public void resize(Size size) {
                output.wrote(false, size.toString().getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {}
        };
    }
}
