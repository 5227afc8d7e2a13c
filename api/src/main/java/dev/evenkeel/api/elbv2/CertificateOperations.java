package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.elbv2.Certificates.Certificate;
import dev.evenkeel.reconcilers.command.ListenerCommand.ChangeCertificates;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The certificates of listeners, beside the default one.
final class CertificateOperations {
    private final Certificates certificates;

    CertificateOperations(Certificates certificates) {
        this.certificates = certificates;
    }

    record Input(String ListenerArn, List<Certificate> Certificates) {}

    record DescribeInput(
            String ListenerArn,
            @Nullable String Marker,
            @Nullable Integer PageSize) {}

    record Answer(List<Certificate> Certificates) {}

    record Nothing() {}

    record DescribeAnswer(List<Certificate> Certificates, Optional<String> NextMarker) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "AddListenerCertificates",
                        Input.class,
                        Answer.class,
                        (call, input) -> new ChangeCertificates(
                                Named.listener(input.ListenerArn()),
                                certificates.arns(some(input)),
                                true,
                                call.redacted()),
                        (_, state, id) -> new Answer(all(state, id))),
                new Mutation<>(
                        "RemoveListenerCertificates",
                        Input.class,
                        Nothing.class,
                        (call, input) -> new ChangeCertificates(
                                Named.listener(input.ListenerArn()),
                                certificates.arns(some(input)),
                                false,
                                call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>(
                        "DescribeListenerCertificates",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        CertificateOperations::describe));
    }

    private static List<Certificate> some(Input input) {
        if (input.Certificates().isEmpty()) {
            throw Errors.invalid("At least one certificate must be specified");
        }
        return input.Certificates();
    }

    private static List<Certificate> all(State state, ListenerId id) {
        var row = state.balancers().listeners().get(id).orElseThrow(Errors::noListener);
        var arns = row.spec().certificates();
        return IntStream.range(0, arns.size())
                .mapToObj(i -> new Certificate(arns.get(i), i == 0))
                .toList();
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var page = Named.page(
                all(state, Named.listener(input.ListenerArn())).stream(),
                input.Marker(),
                input.PageSize(),
                certificate -> certificate.CertificateArn() == null ? "" : certificate.CertificateArn());
        return new DescribeAnswer(page.items(), page.nextToken());
    }
}
