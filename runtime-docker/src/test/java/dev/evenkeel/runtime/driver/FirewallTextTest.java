package dev.evenkeel.runtime.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.reconcilers.network.Firewall.Pass;
import dev.evenkeel.store.model.Ipv4;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallTextTest {
    private static final Ipv4 GATEWAY = Ipv4.of("10.0.0.1");

    private static final InetSocketAddress ENDPOINT = new InetSocketAddress("172.17.0.1", 4711);

    private static String of(Pass... in) {
        return FirewallText.of(GATEWAY, Optional.of(ENDPOINT), new Firewall(List.of(in), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp,80,90,10.0.0.0/8,-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 80:90 -j ACCEPT",
        "udp,53,53,10.0.0.9/32,-A INPUT -s 10.0.0.9/32 -p udp -m udp --dport 53:53 -j ACCEPT",
        "-1,-1,-1,0.0.0.0/0,-A INPUT -s 0.0.0.0/0 -j ACCEPT",
        "icmp,-1,-1,0.0.0.0/0,-A INPUT -s 0.0.0.0/0 -p icmp -j ACCEPT",
        "icmp,8,-1,0.0.0.0/0,-A INPUT -s 0.0.0.0/0 -p icmp -m icmp --icmp-type 8 -j ACCEPT",
        "icmp,3,4,0.0.0.0/0,-A INPUT -s 0.0.0.0/0 -p icmp -m icmp --icmp-type 3/4 -j ACCEPT",
        "47,-1,-1,10.0.0.0/8,-A INPUT -s 10.0.0.0/8 -p 47 -j ACCEPT"
    })
    void whatIsLetInIsOneLine(String protocol, int from, int to, String peer, String line) {
        assertTrue(of(new Pass(protocol, from, to, peer)).contains("\n" + line + "\n"));
    }

    @Test
    void whatIsNotNamedIsDropped() {
        var text = of();
        assertTrue(text.startsWith("*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n"));
        assertTrue(text.endsWith("COMMIT\n"));
        assertFalse(text.contains("-A INPUT -s"));
    }

    @Test
    void namesAndTheHostCanAlwaysBeAsked() {
        var text = of();
        assertTrue(text.contains("-A OUTPUT -d 10.0.0.1/32 -j ACCEPT\n"));
        assertTrue(text.contains("-A OUTPUT -d 172.17.0.1/32 -p tcp -m tcp --dport 4711 -j ACCEPT\n"));
        assertTrue(text.contains("-A OUTPUT -p udp -m udp --dport 53 -j ACCEPT\n"));
        assertEquals(
                1,
                text.lines()
                        .filter(line -> line.equals("-A INPUT -i lo -j ACCEPT"))
                        .count());
    }

    @Test
    void theAddressOfCredentialsLeadsToTheEndpoint() {
        assertEquals("""
                *nat
                :EVENKEEL - [0:0]
                -A EVENKEEL -d 169.254.170.2/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.1:4711
                COMMIT
                """, FirewallText.redirection(ENDPOINT));
    }
}
