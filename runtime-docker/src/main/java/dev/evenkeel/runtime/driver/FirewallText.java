package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.reconcilers.network.Firewall.Pass;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.SecurityRule;

/// A firewall as `iptables-restore` reads it. Only the filter table is written: what the engine keeps in others, such
/// as its name server, stays as it is.
final class FirewallText {
    private static final String ALLOW = " -j ACCEPT\n";

    private FirewallText() {}

    /// @param gateway what metadata and credentials are asked for, which no group can forbid; nor can any forbid names
    static String of(Ipv4 gateway, Firewall firewall) {
        var text = new StringBuilder("*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n");
        text.append("-A INPUT -i lo").append(ALLOW);
        text.append("-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED").append(ALLOW);
        firewall.in().forEach(pass -> text.append(line("INPUT", "-s", pass)));
        text.append("-A OUTPUT -o lo").append(ALLOW);
        text.append("-A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED").append(ALLOW);
        text.append("-A OUTPUT -d ").append(gateway).append("/32").append(ALLOW);
        text.append("-A OUTPUT -p udp -m udp --dport 53").append(ALLOW);
        text.append("-A OUTPUT -p tcp -m tcp --dport 53").append(ALLOW);
        firewall.out().forEach(pass -> text.append(line("OUTPUT", "-d", pass)));
        return text.append("COMMIT\n").toString();
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
