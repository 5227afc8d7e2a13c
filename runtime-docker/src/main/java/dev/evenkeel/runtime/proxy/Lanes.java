package dev.evenkeel.runtime.proxy;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/// The event loops that carry requests, one for each processor. A request and its answer stay on one of them from end
/// to end.
final class Lanes {
    static final int COUNT = Runtime.getRuntime().availableProcessors();

    private final List<Context> contexts;

    private Lanes(List<Context> contexts) {
        this.contexts = contexts;
    }

    /// Waits until they are there; not for an event loop.
    static Lanes of(Vertx vertx) {
        var contexts = new CopyOnWriteArrayList<Context>();
        vertx.deployVerticle(
                        () -> context -> {
                            contexts.add(context);
                            return Future.succeededFuture();
                        },
                        new DeploymentOptions().setInstances(COUNT))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return new Lanes(List.copyOf(contexts));
    }

    /// Does something in each of them.
    ///
    /// @param work gets the lane's number, from 0
    Future<?> each(IntFunction<Future<?>> work) {
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < contexts.size(); i++) {
            int lane = i;
            Promise<Object> done = Promise.promise();
            contexts.get(lane)
                    .runOnContext(_ -> work.apply(lane).<Object>mapEmpty().onComplete(done));
            all.add(done.future());
        }
        return Future.join(all);
    }
}
