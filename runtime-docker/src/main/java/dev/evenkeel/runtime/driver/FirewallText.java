package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.reconcilers.network.Firewall.Pass;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.SecurityRule;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A firewall as `iptables-restore` reads it. The filter table is ours alone; in the one for translations is one chain
/// of ours, and what the engine keeps there, its name server, stays as it is.
final class FirewallText {
    private static final String ALLOW = " -j ACCEPT\n";

    /// Where SDKs ask for credentials, as ECS has it.
    private static final String CREDENTIALS = "169.254.170.2/32 -p tcp -m tcp --dport 80";

    private FirewallText() {}

    /// @param gateway the host, which no group can forbid; nor can any forbid names
    /// @param endpoint what metadata and credentials are asked for, which no group can forbid either
    static String of(Ipv4 gateway, Optional<InetSocketAddress> endpoint, Firewall firewall) {
        var text = new StringBuilder("*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n");
        text.append("-A INPUT -i lo").append(ALLOW);
        text.append("-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED").append(ALLOW);
        firewall.in().forEach(pass -> text.append(line("INPUT", "-s", pass)));
        text.append("-A OUTPUT -o lo").append(ALLOW);
        text.append("-A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED").append(ALLOW);
        text.append("-A OUTPUT -d ").append(gateway).append("/32").append(ALLOW);
        endpoint.ifPresent(at -> text.append("-A OUTPUT -d ")
                .append(at.getAddress().getHostAddress())
                .append("/32 -p tcp -m tcp --dport ")
                .append(at.getPort())
                .append(ALLOW));
        text.append("-A OUTPUT -p udp -m udp --dport 53").append(ALLOW);
        text.append("-A OUTPUT -p tcp -m tcp --dport 53").append(ALLOW);
        firewall.out().forEach(pass -> text.append(line("OUTPUT", "-d", pass)));
        return text.append("COMMIT\n").toString();
    }

    /// A chain that leads the address of credentials to the endpoint.
    static String redirection(InetSocketAddress endpoint) {
        var to = endpoint.getAddress().getHostAddress() + ":" + endpoint.getPort();
        return "*nat\n:EVENKEEL - [0:0]\n-A EVENKEEL -d " + CREDENTIALS + " -j DNAT --to-destination " + to
                + "\nCOMMIT\n";
    }

    private static String line(String chain, String side, Pass pass) {
        return "-A " + chain + " " + side + " " + pass.peer() + protocol(pass) + ALLOW;
    }

    private static String protocol(Pass pass) {
        return switch (pass.protocol()) {
            case SecurityRule.ALL -> "";
            case "tcp", "udp" ->
                " -p " + pass.protocol() + " -m " + pass.protocol() + " --dport " + pass.from() + ":" + pass.to();
            case "icmp" -> " -p icmp" + icmp(pass);
            default -> " -p " + pass.protocol();
        };
    }

    private static String icmp(Pass pass) {
        if (pass.from() < 0) {
            return "";
        }
        return " -m icmp --icmp-type " + pass.from() + (pass.to() < 0 ? "" : "/" + pass.to());
    }
}
