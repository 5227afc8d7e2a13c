package dev.evenkeel.deploy.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/// One thread that writes whatever has come in meanwhile, all of it with one sync: as the ledger does, without a
/// ledger.
final class GroupCommit implements AutoCloseable {
    private static final int GROUP = 256;

    /// Writes some requests and returns when they are durable.
    @FunctionalInterface
    interface Sink {
        void write(int requests) throws IOException;
    }

    private final LinkedBlockingQueue<CompletableFuture<Void>> queue = new LinkedBlockingQueue<>();
    private final Sink sink;
    private final Thread thread;

    GroupCommit(Sink sink) {
        this.sink = sink;
        this.thread = Thread.ofPlatform().name("group-commit").start(this::run);
    }

    CompletionStage<Void> submit() {
        var done = new CompletableFuture<Void>();
        queue.add(done);
        return done;
    }

    private void run() {
        List<CompletableFuture<Void>> group = new ArrayList<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                group.add(queue.take());
                queue.drainTo(group, GROUP - 1);
                sink.write(group.size());
                group.forEach(done -> done.complete(null));
                group.clear();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            group.forEach(done -> done.completeExceptionally(failed));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
