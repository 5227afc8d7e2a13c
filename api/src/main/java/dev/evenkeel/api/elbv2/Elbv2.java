package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.PlainWording;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.store.model.balancing.AddressRange;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Elastic Load Balancing v2, as far as it is there.
public final class Elbv2 {
    private Elbv2() {}

    /// What an operator settles.
    ///
    /// @param addresses where load balancers get theirs from
    /// @param certificates whether there is a certificate of an ARN
    /// @param traffic what has gone through so far
    public record Settings(AddressRange addresses, Predicate<String> certificates, Supplier<TrafficReport> traffic) {
        /// Loopback addresses, no certificates and no traffic.
        public static final Settings DEFAULT = new Settings(AddressRange.DEFAULT, _ -> false, () -> TrafficReport.NONE);
    }

    /// The service.
    public static AwsService service(Settings settings) {
        var certificates = new Certificates(settings.certificates());
        var operations = Stream.of(
                        new LoadBalancerOperations(settings.addresses()).all(),
                        AttributeOperations.all(),
                        TargetGroupOperations.all(),
                        TargetOperations.all(),
                        new ListenerOperations(certificates).all(),
                        new CertificateOperations(certificates).all(),
                        RuleOperations.all(),
                        TagOperations.all(),
                        AccountOperations.all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("elbv2", operations, new PlainWording("ValidationError"));
    }
}
