package dev.evenkeel.deploy.cli;

import dev.evenkeel.store.audit.Verify;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.JsonView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel log`
@Command(name = "log", description = "Prints what happened, one batch a line; from the data directory itself.")
final class LogCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--from", paramLabel = "REVISION", description = "The first batch (default: 1).")
    private long from = 1;

    @Option(names = "--json", description = "As JSON, with everything.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Terminal.out(spec);
        try (var log = LogFolder.open(data.directory());
                var batches = log.log().read(new Revision(from))) {
            for (var next = batches.next(); next.isPresent() && !out.checkError(); next = batches.next()) {
                var batch = next.get().batch();
                out.println(json ? JsonView.of(batch) : BatchText.of(batch));
            }
        }
        return 0;
    }

    /// Every batch is read and its hash, its place and its effect are checked.
    @Command(name = "verify", description = "Checks every batch and the hash chain; 0 when all is whole.")
    int verify(@Mixin DataOption of) {
        try (var log = LogFolder.open(of.directory())) {
            var result = Verify.of(log.log());
            var out = Terminal.out(spec);
            out.println(
                    "whole up to " + result.whole() + ", " + result.events() + " events, digest " + result.digest());
            result.damage().ifPresent(damage -> out.println("DAMAGED " + damage));
            return result.damage().isEmpty() ? 0 : 1;
        }
    }
}
