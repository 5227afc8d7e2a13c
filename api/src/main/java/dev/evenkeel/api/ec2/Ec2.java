package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import java.util.List;
import java.util.stream.Stream;

/// Amazon EC2, as far as networks need it.
public final class Ec2 {
    private Ec2() {}

    /// The service.
    public static AwsService service() {
        List<Operation<?, ?>> operations = Stream.of(
                        VpcOperations.all(),
                        SubnetOperations.all(),
                        GroupOperations.all(),
                        RuleOperations.all(),
                        InterfaceOperations.all(),
                        RoutingOperations.all(),
                        PlaceOperations.all(),
                        TagOperations.all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("ec2", operations, new Ec2Wording());
    }
}
