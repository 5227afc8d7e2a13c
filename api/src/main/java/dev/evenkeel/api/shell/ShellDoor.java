package dev.evenkeel.api.shell;

import dev.evenkeel.api.http.Answer;
import dev.evenkeel.api.http.Handler;
import dev.evenkeel.api.http.Incoming;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.RawResponse;
import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.store.model.HostId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Where WebSockets to shells come in: `/v1/exec/SESSION`, with the token as a bearer.
public final class ShellDoor implements Handler {
    /// The path before the session's id.
    public static final String PATH = "/v1/exec/";

    private static final Answer.Label LABEL = new Answer.Label("evenkeel", "exec");
    private static final String BEARER = "Bearer ";

    private final ShellDesk desk;
    private final Function<HostId, Optional<ContainerShell>> shells;

    /// @param shells the way into the containers of a host
    public ShellDoor(ShellDesk desk, Function<HostId, Optional<ContainerShell>> shells) {
        this.desk = desk;
        this.shells = shells;
    }

    @Override
    public Answer handle(Incoming incoming) {
        var request = incoming.request();
        if (!isUpgrade(request)) {
            return refusal(426, "This is a WebSocket of Evenkeel's own: ./evenkeel exec --task TASK speaks it.");
        }
        var session = request.rawPath().substring(PATH.length());
        var shell = desk.redeem(session, bearer(request), incoming.at());
        if (shell.isEmpty()) {
            return refusal(
                    401,
                    "No such session, or its token is wrong, used or older than 60 s. AWS's Session Manager plugin "
                            + "cannot connect here: use ./evenkeel exec --task TASK.");
        }
        var way = shells.apply(shell.get().host());
        return way.isEmpty()
                ? refusal(503, "Host " + shell.get().host() + " has no shells.")
                : new Answer.Upgraded(LABEL, new ShellConversation(shell.get(), way.get()));
    }

    private static boolean isUpgrade(RawRequest request) {
        return request.headers()
                .first("upgrade")
                .filter("websocket"::equalsIgnoreCase)
                .isPresent();
    }

    private static String bearer(RawRequest request) {
        return request.headers()
                .first("authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()))
                .orElse("");
    }

    private static Answer refusal(int status, String text) {
        var headers = Headers.of("content-type", "text/plain; charset=utf-8");
        return new Answer.Whole(
                LABEL, new RawResponse(status, headers, (text + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
