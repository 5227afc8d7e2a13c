package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.PlainWording;
import dev.evenkeel.store.shelf.LogShelf;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// CloudWatch Logs: groups are facts of the state, streams and lines are on the shelf.
public final class Logs {
    private Logs() {}

    /// The service, over what containers and callers wrote.
    public static AwsService service(LogShelf shelf, InstantSource clock) {
        var operations = Stream.of(
                        new GroupOperations(shelf).all(),
                        TagOperations.all(),
                        new StreamOperations(shelf, clock).all(),
                        new PutOperation(shelf, clock).all(),
                        new EventOperations(shelf, clock).all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("logs", operations, new PlainWording("InvalidParameterException"));
    }
}
