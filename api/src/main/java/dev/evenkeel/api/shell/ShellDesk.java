package dev.evenkeel.api.shell;

import dev.evenkeel.reconcilers.command.TaskCommand.Shell;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Gives out tickets to shells that were opened. A ticket is good for one connection within a minute, and only in the
/// process that gave it out: it is in no log.
public final class ShellDesk {
    /// How long a ticket is good.
    public static final Duration GOOD_FOR = Duration.ofSeconds(60);

    private final Supplier<String> tokens;
    private final ConcurrentHashMap<String, Ticket> tickets = new ConcurrentHashMap<>();

    private volatile String address = "";

    private record Ticket(Shell shell, String token, Instant until) {}

    /// @param tokens gives a fresh word each time that nobody can guess
    public ShellDesk(Supplier<String> tokens) {
        this.tokens = tokens;
    }

    /// Sets where connections come in, as `host:port`.
    public void listensAt(String hostAndPort) {
        address = hostAndPort;
    }

    /// Where the connection to this shell is made.
    public String url(Shell shell) {
        return "ws://" + address + ShellDoor.PATH + shell.session();
    }

    /// The token that opens the connection to this shell.
    public String issue(Shell shell, Instant now) {
        tickets.values().removeIf(ticket -> now.isAfter(ticket.until()));
        var token = tokens.get();
        tickets.put(shell.session(), new Ticket(shell, token, now.plus(GOOD_FOR)));
        return token;
    }

    /// The shell, if the token is right and was not used before.
    Optional<Shell> redeem(String session, String token, Instant now) {
        var ticket = tickets.remove(session);
        return ticket != null && same(ticket.token(), token) && !now.isAfter(ticket.until())
                ? Optional.of(ticket.shell())
                : Optional.empty();
    }

    /// In a time that does not tell how much of it was right.
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
