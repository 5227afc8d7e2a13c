package dev.evenkeel.deploy.cli;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.snapshot.Digest;
import dev.evenkeel.store.snapshot.Replay;
import dev.evenkeel.store.state.State;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel replay`
@Command(name = "replay", description = "Folds the log from its first batch and tells the state as of a revision.")
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--to", paramLabel = "REVISION", description = "The last batch to fold (default: all).")
    private long to = Long.MAX_VALUE;

    @Option(names = "--json", description = "Every row, as JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Terminal.out(spec);
        try (var folder = LogFolder.open(data.directory())) {
            var state = Replay.fromStart(folder.log(), new Revision(to));
            if (json) {
                rows(state).forEach(row -> out.println(JsonView.of(row)));
                return 0;
            }
            out.println("state as of " + state.revision() + ", " + state.at() + ", digest " + Digest.of(state));
            out.println("  " + state.clusters().size() + " clusters, "
                    + state.hosts().size() + " hosts");
            state.services().values().forEach(service -> out.println("  service " + service.id()));
            var phases = new TreeMap<String, Integer>();
            state.tasks()
                    .byId()
                    .values()
                    .forEach(row -> phases.merge(row.phase().name(), 1, Integer::sum));
            phases.forEach((phase, count) -> out.println("  " + count + " tasks " + phase));
        }
        return 0;
    }

    private static Stream<?> rows(State state) {
        return Stream.of(
                        state.clusters().values(),
                        state.definitions().values(),
                        state.services().values(),
                        state.tasks().byId().values(),
                        state.hosts().values())
                .flatMap(rows -> rows);
    }
}
