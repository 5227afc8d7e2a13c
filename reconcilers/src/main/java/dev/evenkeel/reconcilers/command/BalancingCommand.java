package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.ledger.Outcome;
import java.util.Locale;

/// Commands about load balancing.
public sealed interface BalancingCommand<R> extends Command<R>
        permits LoadBalancerCommand,
                TargetGroupCommand,
                ListenerCommand,
                RuleCommand,
                TargetCommand,
                TagBalancing,
                ProxyCommand {
    /// 16 hexadecimal digits that dice threw.
    static String hex16(long thrown) {
        return String.format(Locale.ROOT, "%016x", thrown);
    }

    /// What names load balancers that are not there.
    static <R> Outcome<R> noBalancer() {
        return Outcome.refused("LoadBalancerNotFoundException", "One or more load balancers not found");
    }

    static <R> Outcome<R> noGroup() {
        return Outcome.refused("TargetGroupNotFoundException", "One or more target groups not found");
    }

    static <R> Outcome<R> noListener() {
        return Outcome.refused("ListenerNotFoundException", "One or more listeners not found");
    }

    static <R> Outcome<R> noRule() {
        return Outcome.refused("RuleNotFoundException", "One or more rules not found");
    }
}
