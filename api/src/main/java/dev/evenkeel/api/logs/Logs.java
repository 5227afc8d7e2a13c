package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.PlainWording;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.shelf.LogShelf;
import java.util.List;
import java.util.stream.Stream;

/// CloudWatch Logs, as far as it is there.
public final class Logs {
    private Logs() {}

    /// The service, over what containers wrote.
    ///
    /// @param log to tell when groups were made
    public static AwsService service(LogShelf shelf, EventLog log) {
        var operations = Stream.of(
                        new GroupOperations(shelf, log).all(),
                        new StreamOperations(shelf).all(),
                        new EventOperations(shelf).all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("logs", operations, new PlainWording("InvalidParameterException"));
    }
}
