package dev.evenkeel.api.ec2;

import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Several rules that have protocol and ports in common, as EC2 writes them.
record Permission(
        @Nullable String IpProtocol,
        @Nullable Integer FromPort,
        @Nullable Integer ToPort,
        List<Pair> UserIdGroupPairs,
        List<Range> IpRanges,
        List<Range6> Ipv6Ranges) {
    private static final int LAST_PORT = 65_535;
    private static final int LAST_TYPE = 255;
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*/(12[0-8]|1[01][0-9]|[0-9]{1,2})");

    /// A group whose members are meant.
    record Pair(
            @Nullable String GroupId,
            @Nullable String UserId,
            @Nullable String Description) {}

    /// A block of addresses.
    record Range(@Nullable String CidrIp, @Nullable String Description) {}

    /// A block of IPv6 addresses.
    record Range6(@Nullable String CidrIpv6, @Nullable String Description) {}

    /// A permission of one block of addresses.
    static Permission of(@Nullable String protocol, @Nullable Integer from, @Nullable Integer to, String cidr) {
        return new Permission(protocol, from, to, List.of(), List.of(new Range(cidr, null)), List.of());
    }

    /// The rules that it stands for, without ids.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if EC2 would not take it
    List<SecurityRule> rules(String region, String account, boolean egress) {
        var protocol = protocol();
        int from = port(protocol, FromPort);
        int to = port(protocol, ToPort);
        checkPorts(protocol, from, to);
        var rules = new ArrayList<SecurityRule>();
        for (var range : IpRanges) {
            rules.add(
                    new SecurityRule("", egress, protocol, from, to, cidr(range.CidrIp()), null, range.Description()));
        }
        for (var range : Ipv6Ranges) {
            rules.add(new SecurityRule(
                    "", egress, protocol, from, to, cidr6(range.CidrIpv6()), null, range.Description()));
        }
        for (var pair : UserIdGroupPairs) {
            var group = group(region, account, pair);
            rules.add(new SecurityRule("", egress, protocol, from, to, null, group, pair.Description()));
        }
        if (rules.isEmpty()) {
            throw Errors.missing("ipRanges, ipv6Ranges or groups");
        }
        return rules;
    }

    private String protocol() {
        if (IpProtocol == null) {
            throw Errors.missing("ipProtocol");
        }
        var word = IpProtocol.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "tcp", "6" -> "tcp";
            case "udp", "17" -> "udp";
            case "icmp", "1" -> "icmp";
            case "icmpv6", "58" -> "icmpv6";
            case "-1", "all" -> SecurityRule.ALL;
            default -> {
                if (!word.matches("[0-9]{1,3}") || Integer.parseInt(word) > LAST_TYPE) {
                    throw Errors.invalid("Invalid value '" + IpProtocol + "' for IP protocol. Unknown protocol.");
                }
                yield word;
            }
        };
    }

    private static int port(String protocol, @Nullable Integer port) {
        boolean has = hasPorts(protocol) || protocol.startsWith("icmp");
        return has && port != null ? port : -1;
    }

    private static boolean hasPorts(String protocol) {
        return protocol.equals("tcp") || protocol.equals("udp");
    }

    private static void checkPorts(String protocol, int from, int to) {
        if (hasPorts(protocol)) {
            if (from < 0 || to < 0) {
                throw Errors.invalid(
                        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
            }
            if (from > to || to > LAST_PORT) {
                throw Errors.invalid("Invalid TCP/UDP port range (" + from + ":" + to + ")");
            }
        } else if (from < -1 || to < -1 || from > LAST_TYPE || to > LAST_TYPE) {
            throw Errors.invalid("Invalid ICMP type and code (" + from + ":" + to + ")");
        }
    }

    private static String cidr(@Nullable String text) {
        if (text == null) {
            throw Errors.missing("cidrIp");
        }
        return Cidr.parse(text)
                .map(Cidr::toString)
                .orElseThrow(() -> Errors.invalid("CIDR block " + text + " is malformed"));
    }

    private static String cidr6(@Nullable String text) {
        if (text == null || !IPV6.matcher(text).matches()) {
            throw Errors.invalid("CIDR block " + text + " is malformed");
        }
        return text;
    }

    private static SecurityGroupId group(String region, String account, Pair pair) {
        if (pair.UserId() instanceof String user && !user.equals(account)) {
            throw Errors.of("InvalidGroup.NotFound", "The account '" + user + "' has no security groups here");
        }
        if (pair.GroupId() == null) {
            throw Errors.missing("groupId");
        }
        return new SecurityGroupId(region, pair.GroupId());
    }

    /// The rules of one direction, put together as EC2 does.
    static List<Permission> of(List<SecurityRule> rules, boolean egress, String account) {
        var together = new LinkedHashMap<String, List<SecurityRule>>();
        for (var rule : rules) {
            if (rule.egress() == egress) {
                var key = rule.protocol() + "/" + rule.fromPort() + "/" + rule.toPort();
                together.computeIfAbsent(key, _ -> new ArrayList<>()).add(rule);
            }
        }
        return together.values().stream().map(same -> together(same, account)).toList();
    }

    private static Permission together(List<SecurityRule> rules, String account) {
        var first = rules.getFirst();
        boolean all = first.protocol().equals(SecurityRule.ALL);
        return new Permission(
                first.protocol(),
                all ? null : first.fromPort(),
                all ? null : first.toPort(),
                rules.stream()
                        .flatMap(rule -> rule.group() == null
                                ? Stream.of()
                                : Stream.of(new Pair(rule.group().value(), account, rule.description())))
                        .toList(),
                rules.stream()
                        .filter(rule -> rule.cidr() != null && !rule.cidr().contains(":"))
                        .map(rule -> new Range(rule.cidr(), rule.description()))
                        .toList(),
                rules.stream()
                        .filter(rule -> rule.cidr() != null && rule.cidr().contains(":"))
                        .map(rule -> new Range6(rule.cidr(), rule.description()))
                        .toList());
    }
}
