package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;

/// What is asked about service revisions.
final class ServiceRevisionQueries {
    private ServiceRevisionQueries() {}

    record DescribeInput(List<String> serviceRevisionArns) {}

    record DescribeAnswer(List<ServiceRevisionView> serviceRevisions, List<Failure> failures) {}

    static List<Operation<?, ?>> all() {
        return List.of(new Query<>(
                "DescribeServiceRevisions",
                DescribeInput.class,
                DescribeAnswer.class,
                ServiceRevisionQueries::describe));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        ServiceDeploymentOperations.atMost("serviceRevisionArns", input.serviceRevisionArns());
        var arns = new Arns(caller.account());
        var found = new ArrayList<ServiceRevisionView>();
        var failures = new ArrayList<Failure>();
        for (String arn : input.serviceRevisionArns()) {
            state.deployments()
                    .revisions()
                    .get(new Names(caller).serviceRevision(arn))
                    .ifPresentOrElse(
                            row -> found.add(ServiceRevisionView.of(arns, state, row)),
                            () -> failures.add(Failure.missing(arn)));
        }
        return new DescribeAnswer(found, failures);
    }
}
