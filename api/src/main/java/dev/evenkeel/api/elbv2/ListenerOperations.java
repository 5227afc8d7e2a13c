package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.elbv2.Certificates.Certificate;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.reconcilers.command.ListenerCommand.CreateListener;
import dev.evenkeel.reconcilers.command.ListenerCommand.DeleteListener;
import dev.evenkeel.reconcilers.command.ListenerCommand.ModifyListener;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.state.ListenerRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Listeners: made, described, changed and deleted.
final class ListenerOperations {
    private final Certificates certificates;

    ListenerOperations(Certificates certificates) {
        this.certificates = certificates;
    }

    record CreateInput(
            String LoadBalancerArn,
            @Nullable String Protocol,
            @Nullable Integer Port,
            @Nullable String SslPolicy,
            List<Certificate> Certificates,
            List<Actions.Action> DefaultActions,
            List<Tag> Tags) {}

    record ModifyInput(
            String ListenerArn,
            @Nullable Integer Port,
            @Nullable String Protocol,
            @Nullable String SslPolicy,
            List<Certificate> Certificates,
            List<Actions.Action> DefaultActions) {}

    record ArnInput(String ListenerArn) {}

    record DescribeInput(
            @Nullable String LoadBalancerArn,
            List<String> ListenerArns,
            @Nullable String Marker,
            @Nullable Integer PageSize) {}

    record Nothing() {}

    record Answer(List<View> Listeners) {}

    record DescribeAnswer(List<View> Listeners, Optional<String> NextMarker) {}

    record View(
            String ListenerArn,
            String LoadBalancerArn,
            int Port,
            String Protocol,
            List<Certificate> Certificates,
            Optional<String> SslPolicy,
            List<Actions.View> DefaultActions) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateListener", CreateInput.class, Answer.class, this::create, ListenerOperations::one),
                new Mutation<>(
                        "ModifyListener", ModifyInput.class, Answer.class, this::modify, ListenerOperations::one),
                new Mutation<>(
                        "DeleteListener",
                        ArnInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteListener(Named.listener(input.ListenerArn()), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>(
                        "DescribeListeners", DescribeInput.class, DescribeAnswer.class, ListenerOperations::describe));
    }

    private CreateListener create(Call call, CreateInput input) {
        if (input.Protocol() == null) {
            throw Errors.invalid("A protocol must be specified");
        }
        if (input.Port() == null) {
            throw Errors.invalid("A port must be specified");
        }
        var balancer = Named.balancer(input.LoadBalancerArn());
        var protocol = protocol(input.Protocol());
        checkPolicy(input.SslPolicy());
        var fallback = protocol == BalancerProtocol.HTTPS ? SslPolicies.DEFAULT : "";
        var wanted = new ListenerSpec(
                protocol,
                input.Port(),
                input.SslPolicy() == null ? fallback : input.SslPolicy(),
                defaults(input.Certificates()),
                Tag.map(input.Tags()));
        return new CreateListener(balancer, wanted, Actions.one(input.DefaultActions()), call.redacted());
    }

    private ModifyListener modify(Call call, ModifyInput input) {
        checkPolicy(input.SslPolicy());
        boolean secure = "HTTPS".equals(input.Protocol());
        return new ModifyListener(
                Named.listener(input.ListenerArn()),
                input.Protocol() == null ? null : protocol(input.Protocol()),
                input.Port(),
                input.SslPolicy() == null && secure ? SslPolicies.DEFAULT : input.SslPolicy(),
                input.Certificates().isEmpty() ? null : defaults(input.Certificates()),
                input.DefaultActions().isEmpty() ? null : Actions.one(input.DefaultActions()),
                call.redacted());
    }

    /// Further certificates are added by AddListenerCertificates.
    private List<String> defaults(List<Certificate> given) {
        if (given.size() > 1) {
            throw Errors.invalid("Exactly one default certificate must be specified, not " + given.size());
        }
        if (given.stream().anyMatch(certificate -> certificate.IsDefault() != null)) {
            throw Errors.invalid("IsDefault cannot be specified here");
        }
        return certificates.arns(given);
    }

    private static BalancerProtocol protocol(String word) {
        return switch (word) {
            case "HTTP" -> BalancerProtocol.HTTP;
            case "HTTPS" -> BalancerProtocol.HTTPS;
            case "TCP" -> BalancerProtocol.TCP;
            default ->
                throw ApiError.sender("UnsupportedProtocolException", "Protocol '" + word + "' is not supported yet.")
                        .asException();
        };
    }

    private static void checkPolicy(@Nullable String name) {
        if (name != null && !SslPolicies.has(name)) {
            throw ApiError.sender("SSLPolicyNotFoundException", "SSL policy '" + name + "' not found")
                    .asException();
        }
    }

    private static Answer one(Caller caller, State state, ListenerId id) {
        var row = state.balancers().listeners().get(id).orElseThrow(Errors::noListener);
        return new Answer(List.of(view(caller, state, row)));
    }

    private static View view(Caller caller, State state, ListenerRow row) {
        var account = caller.account();
        var spec = row.spec();
        return new View(
                BalancingArns.of(account, row.id()),
                BalancingArns.of(account, row.id().balancer()),
                spec.port(),
                spec.protocol().name(),
                spec.certificates().stream()
                        .limit(1)
                        .map(arn -> new Certificate(arn, null))
                        .toList(),
                spec.sslPolicy().isEmpty() ? Optional.empty() : Optional.of(spec.sslPolicy()),
                state
                        .balancers()
                        .defaultRuleOf(row.id())
                        .map(rule -> Actions.told(account, rule.spec().action()))
                        .stream()
                        .toList());
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if ((input.LoadBalancerArn() == null) == input.ListenerArns().isEmpty()) {
            throw Errors.invalid("You must specify either listener ARNs or a load balancer ARN");
        }
        var page = Named.page(
                rows(state, input),
                input.Marker(),
                input.PageSize(),
                row -> row.id().toString());
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, state, row)).toList(), page.nextToken());
    }

    private static Stream<ListenerRow> rows(State state, DescribeInput input) {
        var part = state.balancers();
        if (input.LoadBalancerArn() == null) {
            return input.ListenerArns().stream()
                    .map(arn -> part.listeners().get(Named.listener(arn)).orElseThrow(Errors::noListener));
        }
        var balancer =
                part.balancers().get(Named.balancer(input.LoadBalancerArn())).orElseThrow(Errors::noBalancer);
        return part.listenersOf(balancer.id());
    }
}
