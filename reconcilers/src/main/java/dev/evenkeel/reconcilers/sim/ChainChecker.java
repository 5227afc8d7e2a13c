package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.state.State;

/// Revisions are dense, time never goes back, each batch names the hash of the one before.
final class ChainChecker implements Checker {
    private final Findings findings;

    ChainChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        findings.check(batch.revision().equals(before.revision().next()), "revisions are dense", batch.revision());
        findings.check(!batch.at().isBefore(before.at()), "time never goes back", batch.revision());
        findings.check(
                batch.previous().equals(before.head()), "a batch names the hash of the one before", batch.revision());
        var encoded = BatchCodec.encode(batch);
        findings.check(
                after.head().equals(encoded.hash()), "the state knows the hash of its last batch", batch.revision());
        findings.check(
                BatchCodec.decode(encoded.bytes()).equals(batch),
                "bytes give the batch they were made of",
                batch.revision());
    }
}
